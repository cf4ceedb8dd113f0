import {
  type FundingRequest,
  type FundingTransition,
  type HistoryEntry,
  transitioned,
} from '#domain/funding/request.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { AuditFact } from '#records/engine/audit-trail.ts';

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

/** The entry in the audit trail that a step of an applicant, of who supports them or of the clock leaves: where it led on. */
export const stepAudit = (
  before: FundingRequest,
  { status, fundingRequestId }: FundingRequest,
  by: Exclude<HistoryEntry['by'], 'staff'>,
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
  by: HistoryEntry['by'],
  now: Date,
  note?: string,
): FundingRequest {
  const next = transitioned(request, transition, by, now, note);
  if (!next) throw wrongState(request);
  return next;
}
