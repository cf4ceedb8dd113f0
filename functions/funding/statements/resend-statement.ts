import { type FundingRequest, noted } from '#domain/funding/request.ts';
import { withStatements } from '#domain/funding/request-statements.ts';
import type { Statement } from '#domain/funding/statement.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { funding } from '../contract.ts';
import { changeOwnRequest } from '../requests/carry-change.ts';
import { wrongState } from '../requests/state.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';
import { askAuthors, askInstead, refuseAsking, refuseTooMany } from './statement.ts';

/** Against who would fill somebody's inbox. */
const shortestWaitMs = 10 * 60_000;
const mostTimes = 6;

/** @throws ProblemError `wrong-state` or `asked-just-now` where nobody is asked for it once more */
function refuseAskingAgain(request: FundingRequest, { status, askedAt }: Statement, now: Date): void {
  if (status === 'supported' || status === 'replaced') {
    throw wrongState(request, `This statement is ${status}: it need not be asked for again`);
  }
  if (now.getTime() - Date.parse(askedAt) < shortestWaitMs) {
    throw new ProblemError('asked-just-now', { detail: 'Give them a few minutes before you write again' });
  }
}

/** @throws ProblemError `wrong-state` where the same person is not written to any more */
function refuseSamePerson(request: FundingRequest, { status, timesAsked = 1 }: Statement): void {
  if (status === 'not-supported' || status === 'refused') {
    throw wrongState(request, 'They have answered: ask somebody else, or withdraw your request');
  }
  if (timesAsked >= mostTimes) {
    throw wrongState(request, `They have been asked ${timesAsked} times: ask somebody else, or speak to them`);
  }
}

/** The same person once more, with a new link and more time; or somebody else, and then the first link opens nothing more. */
export const createResendStatement =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.resendStatement> =>
  async ({ path: { fundingRequestId, statementId }, body: { to } }, context) =>
    changeOwnRequest(deps, { fundingRequestId, status: 200 }, context, async (request, now) => {
      const isOwn = request.statements.some((each) => each.statementId === statementId);
      const statement = isOwn ? await deps.requests.findStatement(statementId, context.work) : undefined;
      if (!statement) throw wrongState(request, 'There is no such statement in this request');
      refuseAsking(request, to?.authorEmail, 'to/authorEmail');
      refuseAskingAgain(request, statement, now);
      if (to) refuseTooMany(request, 1);
      else refuseSamePerson(request, statement);

      if (to) {
        const { asked, changes, known } = askInstead(deps, request, statement, to, now);
        return {
          next: noted(known, 'ask-statement', 'applicant', now, statement.kind),
          statements: changes,
          ...(await askAuthors(deps, request, [asked], {}, context.work)),
        };
      }
      const asked = {
        ...statement,
        timesAsked: (statement.timesAsked ?? 1) + 1,
        askedAt: now.toISOString(),
        endsAt: addDays(now, deps.hub.funding.statementDays).toISOString(),
        emailId: deps.newId(),
      };
      return {
        next: noted(withStatements(request, [asked]), 'ask-statement', 'applicant', now, statement.kind),
        statements: [{ before: statement, next: asked }],
        ...(await askAuthors(deps, request, [asked], { reminder: true }, context.work)),
      };
    });
