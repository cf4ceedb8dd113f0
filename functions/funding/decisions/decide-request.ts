import { approvalOf, awardOf, decideGrant, endOfAward, type Grant, reportsDue } from '#domain/funding/decision.ts';
import { type PersonAllowance, planMoney, potOfMoney } from '#domain/funding/movements.ts';
import { type FundingRequest, noted } from '#domain/funding/request.ts';
import { pounds } from '#domain/money.ts';
import { endOf, lastDayOf } from '#domain/time/financial-year.ts';
import { dayInWords } from '#domain/time/london.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { StaffMember } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import type { StoredPot } from '#records/funding/pots.ts';
import type { funding } from '../contract.ts';
import { findPot, fittingPots } from '../pots/read-pots.ts';
import { notValid } from '../refuse-faults.ts';
import { changeAsStaff, requestAudit, type StaffStep } from '../requests/carry-change.ts';
import { moved, wrongState } from '../requests/state.ts';
import type { FundingUseCaseDeps, StaffDeps } from '../use-case-deps.ts';

/** @throws ProblemError `statements-missing`, `pot-exhausted` or `not-eligible` where the pot, as it now stands, cannot grant it */
function refuseAgainstRules(
  request: FundingRequest,
  { pot, balances }: StoredPot,
  allowance: PersonAllowance,
  pence: number,
  now: Date,
): void {
  const exhausted = (detail: string) =>
    new ProblemError('pot-exhausted', { detail, extensions: { availablePence: balances.available } });
  const decision = decideGrant(request, { rules: pot.rules, balances }, allowance.awarded, pence, now);
  switch (decision.outcome) {
    case 'can-be-granted':
      return;
    case 'statements-missing':
      throw new ProblemError('statements-missing', {
        detail: `This pot needs statements from: ${decision.statements.join(', ')}`,
        extensions: { statements: decision.statements },
      });
    case 'no-place-left':
      throw exhausted('Every place of this pot is taken');
    case 'not-enough-money':
      throw exhausted(`There is ${pounds(balances.available)} left in this pot`);
    case 'not-eligible':
      throw new ProblemError('not-eligible', {
        detail: decision.first.wording,
        extensions: { clauses: decision.failed },
      });
  }
}

/** Until when the award stands, as ISO 8601 UTC. @throws ProblemError `not-valid` */
function lastMomentOf({ pot }: StoredPot, { lastDay }: Grant, now: Date): string {
  const ends = endOfAward(pot.rules, lastDay, now);
  if (ends !== undefined) return ends;
  const { financialYear } = pot.rules;
  if (endOf(financialYear) <= now.toISOString()) {
    throw notValid([
      { field: 'potId', detail: `The financial year of this pot, ${financialYear}, is over: choose another` },
    ]);
  }
  const latest = dayInWords(lastDayOf(financialYear));
  throw notValid([{ field: 'lastDay', detail: `Enter a day from today to ${latest}, when the financial year ends` }]);
}

async function decline(
  deps: FundingUseCaseDeps,
  request: FundingRequest,
  reason: string,
  { caller, now, work }: { readonly caller: StaffMember; readonly now: Date; readonly work: Work },
): Promise<StaffStep> {
  const others = (await fittingPots(deps, request, work)).filter(({ pot }) => pot.potId !== request.potId);
  const facts = {
    ...fundingInEmail(deps.hub, request),
    reason,
    otherPots: others.map(({ pot }) => pot.rules.name),
  };
  return {
    next: { ...moved(request, 'decline', 'staff', now, reason), declinedBecause: reason, proposal: undefined },
    emails: [owedMessage(deps.newId(), { kind: 'funding-declined', facts })],
    audit: requestAudit('funding-request-declined', request, caller),
    counted: 'FundingDeclined',
  };
}

/** The first of two: nothing is awarded until somebody else approves the same. */
function propose(request: FundingRequest, { potId, pence }: Grant, caller: StaffMember, now: Date): StaffStep {
  const proposal = { potId, pence, by: caller.sub, at: now.toISOString() };
  return {
    next: noted({ ...request, proposal }, 'propose-award', 'staff', now),
    audit: requestAudit('funding-award-proposed', request, caller, { potId, pence }),
  };
}

function grant(
  deps: FundingUseCaseDeps,
  request: FundingRequest,
  stored: StoredPot,
  allowance: PersonAllowance,
  wanted: Grant,
  caller: StaffMember,
  now: Date,
): StaffStep {
  const { rules, version: potVersion } = stored.pot;
  const { course } = request;
  if (!course) throw new Error('A request without a course is in review');
  const { potId, pence, conditions } = wanted;
  const validUntil = lastMomentOf(stored, wanted, now);
  const award = awardOf(stored, wanted, { validUntil, awarded: { ...allowance.awarded }, by: caller.sub, now });
  const told = {
    ...fundingInEmail(deps.hub, request),
    potName: rules.name,
    pence,
    conditions: conditions ?? null,
    validUntil,
    stages: award.stages.map((stage) => ({ after: stage.after, pence: stage.pence })),
  };
  const movement = { request, award, kind: 'commitment', pence, allowance: pence, places: 1 } as const;
  // Decided and written on the very same: whatever changes meanwhile is decided anew.
  const facts = { potOf: () => potOfMoney(stored), allowanceOf: () => allowance };
  return {
    next: {
      ...moved(request, 'approve', 'staff', now),
      potId,
      proposal: undefined,
      award,
      progress: reportsDue(rules, course),
    },
    emails: [owedMessage(deps.newId(), { kind: 'funding-approved', facts: told })],
    money: planMoney(facts, [movement], now),
    audit: requestAudit('funding-request-approved', request, caller, { potId, potVersion, pence }),
    counted: 'FundingApproved',
  };
}

export const createDecideFundingRequest =
  (deps: StaffDeps): UseCase<typeof funding.routes.decideFundingRequest> =>
  async ({ path, body }, context) => {
    const { caller, work } = context;
    return changeAsStaff(deps, path.fundingRequestId, context, async (request, now) => {
      if (request.status !== 'in-review') throw wrongState(request);
      const { decision, reason = '', potId = '', pence = 0, conditions, lastDay } = body;
      if (decision === 'decline') return decline(deps, request, reason, { caller, now, work });
      const wanted = { potId, pence, conditions, lastDay };
      const stored = await findPot(deps, potId, work);
      const { rules } = stored.pot;
      lastMomentOf(stored, wanted, now);
      const allowance = await deps.requests.findAllowance(request.workEmail, rules.scheme, work);
      refuseAgainstRules(request, stored, allowance, pence, now);
      switch (approvalOf(request, rules, wanted, caller.sub)) {
        case 'award':
          return grant(deps, request, stored, allowance, wanted, caller, now);
        case 'propose':
          return propose(request, wanted, caller, now);
        case 'needs-another-person':
          throw new ProblemError('needs-another-person', {
            detail: `Awards above ${pounds(rules.twoPeopleAbovePence ?? 0)} need two people, and you have approved this one`,
          });
      }
    });
  };
