import { lastDayOf } from '../time/financial-year.ts';
import { startOfLondonDay } from '../time/london.ts';
import { addToDay, type Day } from '../time/working-days.ts';
import { type Awarded, allowanceLeft } from './allowance.ts';
import { type Award, progressDue, stagesOf } from './award.ts';
import { askedOf, type Clause, checkEligibility, type PotStanding } from './eligibility.ts';
import type { Pot, PotBalances, PotRules, StatementKind } from './pot.ts';
import type { FundingRequest } from './request.ts';
import { missingStatements } from './statement.ts';

/** Requests may be decided after they are no longer taken, and after the course was to begin: they were sent in time. */
const notAskedOfDecisions = new Set<Clause['clause']>(['pot-open', 'not-begun']);

/** Each rule that a decision rests on, passed or failed. @param awarded - to the person before it, by the pots of the scheme */
const clausesOfDecision = (
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

/** Whether a pot can grant an amount to a request, as both now stand. */
export type GrantDecision =
  | { readonly outcome: 'can-be-granted' }
  | { readonly outcome: 'statements-missing'; readonly statements: readonly StatementKind[] }
  | { readonly outcome: 'no-place-left' | 'not-enough-money' }
  | { readonly outcome: 'not-eligible'; readonly first: Clause; readonly failed: readonly Clause[] };

/** Holds a request against the pot that is to pay. @param awarded - to the person so far, by the pots of the scheme */
export function decideGrant(
  request: FundingRequest,
  { rules, balances }: PotStanding,
  awarded: Awarded,
  pence: number,
  now: Date,
): GrantDecision {
  const ownMissing = rules.statements.includes('applicant') && request.applicantStatement === undefined;
  const statements: StatementKind[] = [
    ...missingStatements(rules.statements, request.statements),
    ...(ownMissing ? (['applicant'] as const) : []),
  ];
  if (statements.length > 0) return { outcome: 'statements-missing', statements };
  const failed = clausesOfDecision({ rules, balances }, request, pence, awarded, now).filter(({ passed }) => !passed);
  if (failed.some(({ clause }) => clause === 'places')) return { outcome: 'no-place-left' };
  if (failed.some(({ clause }) => clause === 'budget')) return { outcome: 'not-enough-money' };
  const [first] = failed;
  return first ? { outcome: 'not-eligible', first, failed } : { outcome: 'can-be-granted' };
}

/** What somebody decides to award. */
export interface Grant {
  readonly potId: string;
  readonly pence: number;
  readonly conditions?: string | undefined;
  readonly lastDay?: Day | undefined;
}

/**
 * Whether an award needs a second person: the first one's approval is a proposal until somebody else approves the same.
 *
 * @param by - who approves it now
 */
export function approvalOf(
  { proposal }: Pick<FundingRequest, 'proposal'>,
  { twoPeopleAbovePence }: Pick<PotRules, 'twoPeopleAbovePence'>,
  { potId, pence }: Grant,
  by: string,
): 'award' | 'propose' | 'needs-another-person' {
  if (twoPeopleAbovePence === null || pence <= twoPeopleAbovePence) return 'award';
  if (proposal?.potId !== potId || proposal.pence !== pence) return 'propose';
  return proposal.by === by ? 'needs-another-person' : 'award';
}

/** Until when an award stands, as ISO 8601 UTC: its financial year at most. None where that is over, or further on. */
export function endOfAward(
  { financialYear }: Pick<PotRules, 'financialYear'>,
  lastDay: Day | undefined,
  now: Date,
): string | undefined {
  const latest = lastDayOf(financialYear);
  const last = lastDay ?? latest;
  const ends = startOfLondonDay(addToDay(last, 1));
  return last <= latest && ends > now.toISOString() ? ends : undefined;
}

/** An award, with what it can be decided by once more. @param awarded - to the person before it */
export function awardOf(
  { pot, balances }: { readonly pot: Pick<Pot, 'rules' | 'version'>; readonly balances: PotBalances },
  { potId, pence, conditions }: Grant,
  {
    validUntil,
    awarded,
    by,
    now,
  }: { readonly validUntil: string; readonly awarded: Awarded; readonly by: string; readonly now: Date },
): Award {
  const { rules, version: potVersion } = pot;
  const { available, places, placesTaken } = balances;
  return {
    potId,
    potVersion,
    financialYear: rules.financialYear,
    scheme: rules.scheme,
    pence,
    ...(conditions !== undefined && { conditions }),
    validUntil,
    decidedAt: now.toISOString(),
    decidedBy: by,
    basis: { available, places, placesTaken, awarded },
    stages: stagesOf(pence, rules.stages),
  };
}

/** The reports that a pot asks for of a course. */
export const reportsDue = (
  { progress }: Pick<PotRules, 'progress'>,
  { startsOn, endsOn }: { readonly startsOn: Day; readonly endsOn: Day },
): FundingRequest['progress'] => progress.map((kind) => ({ kind, dueOn: progressDue(kind, startsOn, endsOn) }));
