import { progressDue, stagesOf } from '#domain/funding/award.ts';
import { checkEligibility } from '#domain/funding/eligibility.ts';
import { missingStatements } from '#domain/funding/request.ts';
import { pounds } from '#domain/money.ts';
import { lastDayOf } from '#domain/time/financial-year.ts';
import { dayInWords, startOfLondonDay } from '#domain/time/london.ts';
import { addToDay, type Day } from '#domain/time/working-days.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { StaffMember } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import type { StoredAllowance } from '#records/funding/money.ts';
import type { StoredPot } from '#records/funding/pots.ts';
import type { FundingRequest } from '#records/funding/requests.ts';
import type { funding } from '../contract.ts';
import { findPot, openPots } from '../pots/list-pots.ts';
import { askedOf } from '../requests/course.ts';
import { changeAsStaff, requestAudit, type StaffChange } from '../requests/staff-request.ts';
import { moved, noted, wrongState } from '../requests/state.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { clausesOfDecision } from './clauses-of-decision.ts';
import { type MoneyFacts, planMoney } from './money.ts';

interface Wanted {
  readonly potId: string;
  readonly pence: number;
  readonly conditions?: string | undefined;
  readonly lastDay?: Day | undefined;
}

/**
 * Holds a request against the pot that is to pay, as both now stand.
 *
 * @throws ProblemError `statements-missing`, `pot-exhausted` or `not-eligible`
 */
function refuseAgainstRules(
  request: FundingRequest,
  { pot, balances }: StoredPot,
  allowance: StoredAllowance | undefined,
  pence: number,
  now: Date,
): void {
  const { rules } = pot;
  const missing = [
    ...missingStatements(rules.statements, request.statements),
    ...(rules.statements.includes('applicant') && request.applicantStatement === undefined ? ['applicant'] : []),
  ];
  if (missing.length > 0) {
    throw new ProblemError('statements-missing', {
      detail: `This pot needs statements from: ${missing.join(', ')}`,
      extensions: { statements: missing },
    });
  }
  const failed = clausesOfDecision({ rules, balances }, request, pence, allowance?.awarded ?? {}, now).filter(
    ({ passed }) => !passed,
  );
  if (failed.some(({ clause }) => clause === 'budget' || clause === 'places')) {
    const detail = failed.some(({ clause }) => clause === 'places')
      ? 'Every place of this pot is taken'
      : `There is ${pounds(balances.available)} left in this pot`;
    throw new ProblemError('pot-exhausted', { detail, extensions: { availablePence: balances.available } });
  }
  const [first] = failed;
  if (first) throw new ProblemError('not-eligible', { detail: first.wording, extensions: { clauses: failed } });
}

/** Until when the award stands, as ISO 8601 UTC: its financial year at most. @throws ProblemError `not-valid` */
function endOfAward({ pot }: StoredPot, lastDay: Day | undefined, now: Date): string {
  const latest = lastDayOf(pot.rules.financialYear);
  const last = lastDay ?? latest;
  const ends = startOfLondonDay(addToDay(last, 1));
  if (last <= latest && ends > now.toISOString()) return ends;
  const detail = `Enter a day from today to ${dayInWords(latest)}, when the financial year ends`;
  throw new ProblemError('not-valid', { errors: [{ in: 'body', pointer: '/lastDay', detail }] });
}

export const createDecideFundingRequest = (
  deps: FundingUseCaseDeps,
): UseCase<typeof funding.routes.decideFundingRequest> => {
  async function decline(request: FundingRequest, reason: string, caller: StaffMember, now: Date, work: Work) {
    const others = (await openPots(deps, work)).filter(({ pot, balances }) =>
      checkEligibility({ rules: pot.rules, balances }, askedOf(request), { now }).every(({ passed }) => passed),
    );
    const facts = {
      ...fundingInEmail(deps.hub, request),
      reason,
      otherPots: others.filter(({ pot }) => pot.potId !== request.potId).map(({ pot }) => pot.rules.name),
    };
    return {
      next: { ...moved(request, 'decline', 'staff', now, reason), declinedBecause: reason, proposal: undefined },
      emails: [owedMessage(deps.newId(), { kind: 'funding-declined', facts })],
      audit: requestAudit('funding-request-declined', request, caller),
      counted: 'FundingDeclined',
    } satisfies StaffChange;
  }

  /** The first of two: nothing is awarded until somebody else approves the same. */
  function propose(request: FundingRequest, { potId, pence }: Wanted, caller: StaffMember, now: Date): StaffChange {
    const proposal = { potId, pence, by: caller.sub, at: now.toISOString() };
    return {
      next: noted({ ...request, proposal }, 'propose-award', 'staff', now),
      audit: requestAudit('funding-award-proposed', request, caller, { potId, pence }),
    };
  }

  function award(
    request: FundingRequest,
    stored: StoredPot,
    facts: MoneyFacts,
    { potId, pence, conditions, lastDay }: Wanted,
    caller: StaffMember,
    now: Date,
  ): StaffChange {
    const { rules, version: potVersion } = stored.pot;
    const { course } = request;
    if (!course) throw new Error('A request without a course is in review');
    const made = {
      potId,
      potVersion,
      financialYear: rules.financialYear,
      scheme: rules.scheme,
      pence,
      ...(conditions !== undefined && { conditions }),
      validUntil: endOfAward(stored, lastDay, now),
      decidedAt: now.toISOString(),
      decidedBy: caller.sub,
      basis: {
        available: stored.balances.available,
        places: stored.balances.places,
        placesTaken: stored.balances.placesTaken,
        awarded: facts.allowanceOf({ workEmail: request.workEmail, scheme: rules.scheme })?.awarded ?? {},
      },
      stages: stagesOf(pence, rules.stages),
    };
    const next: FundingRequest = {
      ...moved(request, 'approve', 'staff', now),
      potId,
      proposal: undefined,
      award: made,
      progress: rules.progress.map((kind) => ({ kind, dueOn: progressDue(kind, course.startsOn, course.endsOn) })),
    };
    const told = {
      ...fundingInEmail(deps.hub, request),
      potName: rules.name,
      pence,
      conditions: conditions ?? null,
      validUntil: made.validUntil,
      stages: made.stages.map((stage) => ({ after: stage.after, pence: stage.pence })),
    };
    const movement = { request, award: made, kind: 'commitment', pence, allowance: pence, places: 1 } as const;
    return {
      next,
      emails: [owedMessage(deps.newId(), { kind: 'funding-approved', facts: told })],
      money: planMoney(facts, [movement], now),
      audit: requestAudit('funding-request-approved', request, caller, { potId, potVersion, pence }),
      counted: 'FundingApproved',
    };
  }

  return async ({ path, body }, context) => {
    const { caller, work } = context;
    return changeAsStaff(deps, path.fundingRequestId, context, async (request, now) => {
      if (request.status !== 'in-review') throw wrongState(request);
      const { decision, reason = '', potId = '', pence = 0, conditions, lastDay } = body;
      if (decision === 'decline') return decline(request, reason, caller, now, work);
      const wanted = { potId, pence, conditions, lastDay };
      const stored = await findPot(deps, potId, work);
      endOfAward(stored, lastDay, now);
      const allowance = await deps.requests.findAllowance(request.workEmail, stored.pot.rules.scheme, work);
      // Decided and written on the very same: whatever changes meanwhile is decided anew.
      const facts = { potOf: () => stored, allowanceOf: () => allowance };
      refuseAgainstRules(request, stored, allowance, pence, now);
      const { twoPeopleAbovePence: threshold } = stored.pot.rules;
      if (threshold === null || pence <= threshold) return award(request, stored, facts, wanted, caller, now);
      const { proposal } = request;
      if (proposal?.potId !== potId || proposal.pence !== pence) return propose(request, wanted, caller, now);
      if (proposal.by === caller.sub) {
        throw new ProblemError('needs-another-person', {
          detail: `Awards above ${pounds(threshold)} need two people, and you have approved this one`,
        });
      }
      return award(request, stored, facts, wanted, caller, now);
    });
  };
};
