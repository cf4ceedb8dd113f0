import { askedOf, checkEligibility, isEligible } from '#domain/funding/eligibility.ts';
import { isPotOpen } from '#domain/funding/pot.ts';
import type { FundingRequest } from '#domain/funding/request.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Work } from '#platform/work.ts';
import type { StoredPot } from '#records/funding/pots.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';

type Deps = Pick<FundingUseCaseDeps, 'pots' | 'clock'>;

/** @throws ProblemError `pot-not-found` */
export async function findPot({ pots }: Pick<Deps, 'pots'>, potId: string, work: Work): Promise<StoredPot> {
  const pot = await pots.find(potId, work);
  if (!pot) throw new ProblemError('pot-not-found');
  return pot;
}

/** The pots that take requests now, this year's before the next. */
export async function openPots({ pots, clock }: Deps, work: Work): Promise<StoredPot[]> {
  const now = clock();
  const all = await pots.listAll(work);
  return all.filter(({ pot, balances }) => isPotOpen(pot.rules, balances, now)).reverse();
}

/** Those of them that would pay for a request; of the person's allowance nothing is asked. */
export async function fittingPots(deps: Deps, request: FundingRequest, work: Work): Promise<StoredPot[]> {
  const now = deps.clock();
  const open = await openPots(deps, work);
  return open.filter(({ pot, balances }) =>
    isEligible(checkEligibility({ rules: pot.rules, balances }, askedOf(request), { now })),
  );
}
