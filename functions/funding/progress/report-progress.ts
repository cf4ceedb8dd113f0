import { londonDay } from '#domain/time/london.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { FundingRequest } from '#records/funding/requests.ts';
import { refuseUnready } from '../clean-documents.ts';
import type { funding } from '../contract.ts';
import { changeOwnRequest } from '../requests/own-request.ts';
import { moved, noted, wrongState } from '../requests/state.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';

/** @throws ProblemError where the course cannot have come so far, or what shows it is missing */
function refuseReport(
  { course, award, progress, ...request }: FundingRequest,
  { kind, note, documentIds }: { kind: string; note?: string | undefined; documentIds: readonly string[] },
  now: Date,
): void {
  const today = londonDay(now.toISOString());
  if (request.status === 'approved' && award && award.validUntil <= now.toISOString()) {
    throw new ProblemError('award-ended', { extensions: { validUntil: award.validUntil } });
  }
  if (!progress.some((report) => report.kind === kind)) throw wrongState(request, 'This report is not asked for');
  if (course && today < course.startsOn) {
    throw new ProblemError('too-early', {
      detail: 'The course has not begun',
      extensions: { startsOn: course.startsOn },
    });
  }
  if (kind === 'finished' && documentIds.length === 0) {
    const detail = 'Upload what shows that you finished, such as the certificate';
    throw new ProblemError('not-valid', { errors: [{ in: 'body', pointer: '/documentIds', detail }] });
  }
  if (note === undefined && documentIds.length === 0) {
    const detail = 'Write how it is going, or upload something that shows it';
    throw new ProblemError('not-valid', { errors: [{ in: 'body', pointer: '/note', detail }] });
  }
}

export const createReportProgress =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.reportProgress> =>
  async ({ path, body }, { caller, work, once }) => {
    const emailId = deps.newId();
    const { kind, note, documentIds } = body;
    return changeOwnRequest(
      deps,
      { ...path, tokenHash: caller.tokenHash, status: 200 },
      { work, once },
      async (request, now) => {
        if (request.progress.find((report) => report.kind === kind)?.reportedAt !== undefined) return 'done-already';
        const reached =
          kind === 'started'
            ? moved(request, 'enrol', 'applicant', now)
            : kind === 'finished'
              ? moved(request, 'complete', 'applicant', now)
              : request;
        if (reached.status !== 'enrolled' && reached.status !== 'completed') throw wrongState(request);
        refuseReport(request, body, now);
        await refuseUnready(deps, documentIds, { ...path, purpose: 'evidence' }, work);
        const progress = request.progress.map((report) =>
          report.kind === kind ? { ...report, reportedAt: now.toISOString(), note, documentIds } : report,
        );
        return {
          next: noted({ ...reached, progress }, `progress-${kind}`, 'applicant', now, note),
          emails:
            kind === 'finished'
              ? [owedMessage(emailId, { kind: 'course-completed', facts: fundingInEmail(deps.hub, request) })]
              : [],
        };
      },
    );
  };
