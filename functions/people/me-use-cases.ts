import type { UseCasesOf } from '#http/use-case.ts';
import { createChangeProfile } from './accounts/change-profile.ts';
import { createGetProfile } from './accounts/get-profile.ts';
import { createLeaveHub } from './accounts/leave.ts';
import { createTakeLink } from './accounts/take-link.ts';
import { createChangeEmail } from './addresses/ask-for-email.ts';
import type { people } from './contract.ts';
import type { wireForLearners } from './wiring.ts';

/** For learners who have signed in. */
export const createMyUseCases = (deps: ReturnType<typeof wireForLearners>): UseCasesOf<typeof people, 'me'> => ({
  getProfile: createGetProfile(deps),
  changeProfile: createChangeProfile(deps),
  takeLink: createTakeLink(deps),
  changeEmail: createChangeEmail(deps),
  leave: createLeaveHub(deps),
});
