import type { StaffMember } from '../../shared/http/callers.ts';
import { ProblemError } from '../../shared/http/problem-error.ts';
import type { CountedEvent } from '../../shared/platform/metrics.ts';
import { type Once, settle, type Work } from '../../shared/platform/work.ts';
import type { AuditFact } from '../../shared/records/audit-trail.ts';
import type { FundingRequest, RequestChange } from '../../shared/records/funding-requests.ts';
import type { MoneyChange } from '../../shared/records/invoices.ts';
import type { FundingUseCaseDeps } from './use-case-deps.ts';
import { readStaffParts, staffFundingRequest } from './views.ts';

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
  if (caller.workEmail === workEmail) throw new ProblemError('own-request');
}

export const requestAudit = (
  action: string,
  { fundingRequestId }: Pick<FundingRequest, 'fundingRequestId'>,
  caller: StaffMember,
  facts: AuditFact['facts'] = {},
  reason?: string,
): AuditFact => ({ action, subject: `FUNDING#${fundingRequestId}`, actor: caller.sub, facts, reason });

/** What staff's step comes to: a change of the request, and the money that moves with it, if any does. */
export interface StaffChange {
  readonly next: FundingRequest;
  readonly emails?: RequestChange['emails'];
  readonly money?: Pick<MoneyChange, 'movements' | 'allowances'>;
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
    const now = deps.clock();
    const [{ next, emails = [], money, audit, counted }, partsBefore] = await Promise.all([
      decide(before, now),
      readStaffParts(deps, before, work),
    ]);
    const shown = { ...next, version: before.version + 1 };
    // Staff may have chosen another pot than the applicant.
    const parts = next.potId === before.potId ? partsBefore : await readStaffParts(deps, shown, work);
    // As the person's allowance is once this is done.
    const changed = money?.allowances?.find(({ workEmail }) => workEmail === shown.workEmail);
    const pot = parts.pot?.pot;
    const rulesThen = parts.rulesThen ?? (pot?.version === next.award?.potVersion ? pot?.rules : undefined);
    const used = changed && { scheme: changed.scheme, version: 0, awarded: changed.awarded };
    const reply = {
      status: 200,
      body: staffFundingRequest(shown, { ...parts, rulesThen, ...(used && { allowance: used }) }, deps),
    } as const;
    const options = { work, once: once && { ...once, reply }, audit: [audit] };
    const outcome = money
      ? await deps.invoices.moveMoney(
          { at: now.toISOString(), requests: [{ before, next, email: emails[0] }], ...money },
          options,
        )
      : await deps.requests.change({ before, next, emails }, options);
    if (outcome === 'facts-changed') return undefined;
    if (counted) deps.counter.count(counted);
    return reply;
  });
}
