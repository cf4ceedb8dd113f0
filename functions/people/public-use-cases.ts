import type { UseCasesOf } from '#http/use-case.ts';
import { createConfirmPerson } from './accounts/confirm-person.ts';
import { createNotMyRegistration } from './accounts/not-my-registration.ts';
import { createRegisterPerson } from './accounts/register-person.ts';
import { createStay } from './accounts/stay.ts';
import { createConfirmEmail, createRefuseEmail } from './addresses/confirm-email.ts';
import { createWithdrawByLink } from './consents/withdraw-by-link.ts';
import type { people } from './contract.ts';
import type { wireForRegistrants } from './wiring.ts';
import { createFindWorkplaces } from './workplaces/find-workplaces.ts';
import { createGetWorkplace } from './workplaces/get-workplace.ts';

/** For everybody, and for who has a link. */
export const createPublicUseCases = (
  deps: ReturnType<typeof wireForRegistrants>,
): UseCasesOf<typeof people, 'public'> => ({
  registerPerson: createRegisterPerson(deps),
  confirmPerson: createConfirmPerson(deps),
  notMyRegistration: createNotMyRegistration(deps),
  stay: createStay(deps),
  confirmEmail: createConfirmEmail(deps),
  refuseEmail: createRefuseEmail(deps),
  withdrawByLink: createWithdrawByLink(deps),
  findWorkplaces: createFindWorkplaces(deps),
  getWorkplace: createGetWorkplace(deps),
});
