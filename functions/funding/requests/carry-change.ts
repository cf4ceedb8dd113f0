import type { FundingRequest } from '#domain/funding/request.ts';
import { sameMailbox } from '#domain/people/mailbox.ts';
import type { StaffMember } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { CountedEvent } from '#platform/metrics.ts';
import { carryThrough, type Once, type Work } from '#platform/work.ts';
import type { AuditFact } from '#records/engine/audit-trail.ts';
import { type StoredRequest, written } from '#records/funding/request-writes.ts';
import type { RequestChange } from '#records/funding/requests.ts';
import type { ApplicantsDeps, FundingUseCaseDeps, StaffDeps } from '../use-case-deps.ts';
import {
  findOwnRequest,
  findRequest,
  partsAfter,
  type RequestParts,
  readParts,
  readStaffParts,
} from './read-request.ts';
import { ownFundingRequest, staffFundingRequest } from './request-replies.ts';
import { stepAudit } from './state.ts';

interface Context<Caller> {
  readonly caller: Caller;
  readonly work: Work;
  readonly once: Once | undefined;
}
export type StaffContext = Context<StaffMember>;
type OwnContext = Context<{ readonly tokenHash: string }>;

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

/** A change of a request, and what is counted once it is made. */
export interface RequestStep extends Omit<RequestChange, 'before'> {
  readonly counted?: CountedEvent | undefined;
}

/** What staff's step comes to. */
export interface StaffStep extends RequestStep {
  readonly audit: AuditFact;
}

type DoneAlready = 'done-already';

/** How those who change a request find it, and how they see it. */
interface Access<Parts, Body> {
  find(): Promise<StoredRequest>;
  read(request: FundingRequest): Promise<Parts>;
  show(request: FundingRequest, parts: Parts): Body;
}

/** Changes a request, and answers how it then is. @param decide - throws a problem where it cannot be changed so */
function changeRequest<Step extends RequestStep, Parts extends RequestParts, Body, Status extends 200 | 201>(
  deps: FundingUseCaseDeps,
  { find, read, show }: Access<Parts, Body>,
  status: Status,
  { work, once }: Pick<OwnContext, 'work' | 'once'>,
  decide: (request: FundingRequest, now: Date) => Promise<Step | DoneAlready> | Step | DoneAlready,
  auditOf: (before: FundingRequest, step: Step) => readonly AuditFact[],
) {
  return carryThrough({ work, once }, async () => {
    const before = await find();
    const [step, partsBefore] = await Promise.all([decide(before, deps.clock()), read(before)]);
    if (step === 'done-already') return { reply: { status, body: show(before, partsBefore) } };
    const { counted, money, statements = [] } = step;
    const next = written({ before, next: step.next });
    // Of another pot, the rules and what is left of the allowance are others.
    const parts = next.potId === before.potId ? partsBefore : await read(next);
    const shown = partsAfter(parts, next, { statements: statements.map((each) => each.next), money });
    return {
      reply: { status, body: show(next, shown) },
      change: (carrying) => deps.requests.change({ ...step, before }, { ...carrying, audit: auditOf(before, step) }),
      made: () => {
        if (counted) deps.counter.count(counted);
      },
    };
  });
}

/** Changes a request for who holds its link. @param decide - throws a problem where the wish cannot be met */
export const changeOwnRequest = <Status extends 200 | 201>(
  deps: ApplicantsDeps,
  { fundingRequestId, status }: { readonly fundingRequestId: string; readonly status: Status },
  { caller, ...context }: OwnContext,
  decide: (request: FundingRequest, now: Date) => Promise<RequestStep | DoneAlready> | RequestStep | DoneAlready,
) =>
  changeRequest(
    deps,
    {
      find: () => findOwnRequest(deps, fundingRequestId, caller.tokenHash, context.work),
      read: (request) => readParts(deps, request, context.work),
      show: (request, parts) => ownFundingRequest(request, parts, deps),
    },
    status,
    context,
    decide,
    (before, { next }) => stepAudit(before, next, 'applicant'),
  );

/** Changes a request for a member of staff, with the entry in the audit trail. @param decide - throws a problem where it may not be */
export const changeAsStaff = (
  deps: StaffDeps,
  fundingRequestId: string,
  { caller, ...context }: StaffContext,
  decide: (request: FundingRequest, now: Date) => Promise<StaffStep> | StaffStep,
) =>
  changeRequest(
    deps,
    {
      async find() {
        const request = await findRequest(deps, fundingRequestId, context.work);
        refuseOwn(request, caller);
        return request;
      },
      read: (request) => readStaffParts(deps, request, context.work),
      show: (request, parts) => staffFundingRequest(request, parts, deps),
    },
    200,
    context,
    decide,
    (_before, { audit }) => [audit],
  );
