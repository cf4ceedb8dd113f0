import { checkEligibility, isEligible } from '#domain/funding/eligibility.ts';
import type { UseCase } from '#http/use-case.ts';
import type { funding } from '../contract.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { findPot, openPots } from './read-pots.ts';

/** Of nobody's allowance anything is said here: whoever asks may be asking about somebody else. */
export const createCheckEligibility =
  (deps: Pick<FundingUseCaseDeps, 'pots' | 'clock'>): UseCase<typeof funding.routes.checkEligibility> =>
  async ({ body: { potId, ...asked } }, { work }) => {
    const pots = potId === undefined ? await openPots(deps, work) : [await findPot(deps, potId, work)];
    const now = deps.clock();
    const items = pots.map(({ pot, balances }) => {
      const { rules } = pot;
      const { name, funder, financialYear, source } = rules;
      const clauses = checkEligibility({ rules, balances }, asked, { now });
      return { pot: { potId: pot.potId, name, funder, financialYear, source }, fits: isEligible(clauses), clauses };
    });
    return { status: 200, body: { items: items.toSorted((a, b) => Number(b.fits) - Number(a.fits)) } };
  };
