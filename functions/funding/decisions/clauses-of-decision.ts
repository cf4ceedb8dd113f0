import { type Awarded, allowanceLeft } from '#domain/funding/allowance.ts';
import { type Clause, checkEligibility, type PotStanding } from '#domain/funding/eligibility.ts';
import type { PotRules } from '#domain/funding/pot.ts';
import type { FundingRequest } from '#records/funding/requests.ts';
import { askedOf } from '../requests/course.ts';

/** Requests may be decided after they are no longer taken, and after the course was to begin: they were sent in time. */
const notAskedOfDecisions = new Set<Clause['clause']>(['pot-open', 'not-begun']);

/** Each rule that a decision rests on, passed or failed. @param awarded - to the person before it, by the pots of the scheme */
export const clausesOfDecision = (
  standing: PotStanding,
  request: FundingRequest,
  pence: number,
  awarded: Awarded,
  now: Date,
): Clause[] => {
  const { caps, financialYear } = standing.rules;
  const left = allowanceLeft(caps, awarded, financialYear);
  return checkEligibility(standing, { ...askedOf(request), amountPence: pence }, { now, left }).filter(
    ({ clause }) => !notAskedOfDecisions.has(clause),
  );
};

/**
 * A decision once more, years later: by the rules as they were in the version that it was made under, and with pot and allowance as
 * they stood.
 *
 * @param rules - of the award's `potVersion`
 */
export function replay(request: FundingRequest, rules: PotRules): Clause[] {
  const { award } = request;
  if (!award) return [];
  const { awarded, ...basis } = award.basis;
  const balances = { ...basis, budget: basis.available, committed: 0, spent: 0, lapsed: 0, closed: false };
  return clausesOfDecision({ rules, balances }, request, award.pence, awarded, new Date(award.decidedAt));
}
