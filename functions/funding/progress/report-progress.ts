import { type FundingRequest, noted } from '#domain/funding/request.ts';
import { londonDay } from '#domain/time/london.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { refuseUnready } from '../clean-documents.ts';
import type { funding } from '../contract.ts';
import { notValid } from '../refuse-faults.ts';
import { changeOwnRequest } from '../requests/carry-change.ts';
import { moved, wrongState } from '../requests/state.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';

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
    throw notValid([{ field: 'documentIds', detail: 'Upload what shows that you finished, such as the certificate' }]);
  }
  if (note === undefined && documentIds.length === 0) {
    throw notValid([{ field: 'note', detail: 'Write how it is going, or upload something that shows it' }]);
  }
}

export const createReportProgress =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.reportProgress> =>
  async ({ path, body }, context) => {
    const emailId = deps.newId();
    const { kind, note, documentIds } = body;
    return changeOwnRequest(deps, { ...path, status: 200 }, context, async (request, now) => {
      if (request.progress.find((report) => report.kind === kind)?.reportedAt !== undefined) return 'done-already';
      const reached =
        kind === 'started'
          ? moved(request, 'enrol', 'applicant', now)
          : kind === 'finished'
            ? moved(request, 'complete', 'applicant', now)
            : request;
      if (reached.status !== 'enrolled' && reached.status !== 'completed') throw wrongState(request);
      refuseReport(request, body, now);
      await refuseUnready(deps, documentIds, { ...path, purpose: 'evidence' }, context.work);
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
    });
  };
