import { sameMailbox } from '#domain/people/mailbox.ts';
import type { StaffMember } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { CountedEvent } from '#platform/metrics.ts';
import { type Once, settle, type Work } from '#platform/work.ts';
import type { AuditFact } from '#records/engine/audit-trail.ts';
import type { FundingRequest, RequestChange } from '#records/funding/requests.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { readStaffParts, staffFundingRequest, withMoneyMoved } from '../views.ts';

export interface StaffContext {
  readonly caller: StaffMember;
  readonly work: Work;
  readonly once: Once | undefined;
}

/** @throws ProblemError `funding-request-not-found` */
export async function findRequest(
  { requests }: Pick<FundingUseCaseDeps, 'requests'>,
  fundingRequestId: string,
  work: Work,
): Promise<FundingRequest> {
  const request = await requests.find(fundingRequestId, work);
  if (!request) throw new ProblemError('funding-request-not-found');
  return request;
}

/** Nobody decides about their own request. @throws ProblemError `own-request` */
export function refuseOwn({ workEmail }: Pick<FundingRequest, 'workEmail'>, caller: StaffMember): void {
  if (sameMailbox(caller.workEmail, workEmail)) throw new ProblemError('own-request');
}

export const requestAudit = (
  action: string,
  { fundingRequestId }: Pick<FundingRequest, 'fundingRequestId'>,
  caller: StaffMember,
  facts: AuditFact['facts'] = {},
  reason?: string,
): AuditFact => ({ action, subject: `FUNDING#${fundingRequestId}`, actor: caller.sub, facts, reason });

/** What staff's step comes to. */
export interface StaffChange extends Pick<RequestChange, 'next' | 'emails' | 'money'> {
  readonly audit: AuditFact;
  readonly counted?: CountedEvent;
}

/**
 * Changes a request for a member of staff, with the entry in the audit trail, and answers how it then is.
 *
 * @param decide - throws a problem where the step cannot be taken
 */
export async function changeAsStaff(
  deps: FundingUseCaseDeps,
  fundingRequestId: string,
  { caller, work, once }: StaffContext,
  decide: (request: FundingRequest, now: Date) => Promise<StaffChange> | StaffChange,
) {
  return settle(work, async () => {
    const before = await findRequest(deps, fundingRequestId, work);
    refuseOwn(before, caller);
    const [{ audit, counted, ...change }, partsBefore] = await Promise.all([
      decide(before, deps.clock()),
      readStaffParts(deps, before, work),
    ]);
    const { next, money } = change;
    const shown = { ...next, version: before.version + 1 };
    // Staff may have chosen another pot than the applicant.
    const parts = next.potId === before.potId ? partsBefore : await readStaffParts(deps, shown, work);
    const pot = parts.pot?.pot;
    const rulesThen = parts.rulesThen ?? (pot?.version === next.award?.potVersion ? pot?.rules : undefined);
    const reply = {
      status: 200,
      body: staffFundingRequest(shown, withMoneyMoved({ ...parts, rulesThen }, shown, money), deps),
    } as const;
    const outcome = await deps.requests.change(
      { ...change, before },
      { work, once: once && { ...once, reply }, audit: [audit] },
    );
    if (outcome === 'facts-changed') return undefined;
    if (counted) deps.counter.count(counted);
    return reply;
  });
}
