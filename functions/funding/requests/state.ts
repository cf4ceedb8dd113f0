import { after, type FundingTransition } from '#domain/funding/request.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { AuditFact } from '#records/engine/audit-trail.ts';
import type { FundingRequest, HistoryEntry } from '#records/funding/requests.ts';

type Actor = HistoryEntry['by'];

export const wrongState = ({ status }: Pick<FundingRequest, 'status'>, detail?: string) =>
  new ProblemError('wrong-state', {
    detail: detail ?? `The request is ${status.replaceAll('-', ' ')}, in which this cannot be done`,
    extensions: { fundingStatus: status },
  });

/** @throws ProblemError `stale-version`, with the version that there is now */
export function refuseStale({ version }: Pick<FundingRequest, 'version'>, basedOn: number | undefined): void {
  if (basedOn === undefined || basedOn === version) return;
  throw new ProblemError('stale-version', {
    detail: `Read it again: it is now at version ${version}`,
    extensions: { version },
  });
}

/** A request with one more line in its history. @param note - what they said, for staff to read */
export const noted = (request: FundingRequest, what: string, by: Actor, now: Date, note?: string): FundingRequest => ({
  ...request,
  history: [...(request.history ?? []), { at: now.toISOString(), what, by, ...(note !== undefined && { note }) }],
});

/** The entry in the audit trail that a step of an applicant, of who supports them or of the clock leaves: where it led on. */
export const stepAudit = (
  before: FundingRequest,
  { status, fundingRequestId }: FundingRequest,
  by: Exclude<Actor, 'staff'>,
): AuditFact[] =>
  status === before.status
    ? []
    : [
        {
          action: `funding-request-${status}`,
          subject: `FUNDING#${fundingRequestId}`,
          actor: by,
          facts: { from: before.status },
        },
      ];

/**
 * A request after something has happened to it.
 *
 * @throws ProblemError `wrong-state`, naming the state that it is in, where that cannot happen
 */
export function moved(
  request: FundingRequest,
  transition: FundingTransition,
  by: Actor,
  now: Date,
  note?: string,
): FundingRequest {
  const status = after(transition, request.status);
  if (status === undefined) throw wrongState(request);
  return noted({ ...request, status, statusSince: now.toISOString() }, transition, by, now, note);
}
