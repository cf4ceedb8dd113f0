import { addDays } from '#domain/time/calendar-time.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { funding } from '../contract.ts';
import { changeOwnRequest } from '../requests/own-request.ts';
import { noted, wrongState } from '../requests/state.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { askAuthors, newStatement, refuseAsking, refuseTooMany, summaryOf } from './ask-statement.ts';

/** Against who would fill somebody's inbox. */
const shortestWaitMs = 10 * 60_000;
const mostTimes = 6;

/** The same person once more, with a new link and more time; or somebody else, and then the first link opens nothing more. */
export const createResendStatement =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.resendStatement> =>
  async ({ path, body }, { caller, work, once }) => {
    const { fundingRequestId, statementId } = path;
    return changeOwnRequest(
      deps,
      { fundingRequestId, tokenHash: caller.tokenHash, status: 200 },
      { work, once },
      async (request, now) => {
        const summary = request.statements.find((each) => each.statementId === statementId);
        const statement = summary && (await deps.requests.findStatement(statementId, work));
        if (!statement) throw wrongState(request, 'There is no such statement in this request');
        refuseAsking(request, body.to?.authorEmail, '/to/authorEmail');
        if (statement.status === 'supported' || statement.status === 'replaced') {
          throw wrongState(request, `This statement is ${statement.status}: it need not be asked for again`);
        }
        if (now.getTime() - Date.parse(statement.askedAt) < shortestWaitMs) {
          throw new ProblemError('asked-just-now', { detail: 'Give them a few minutes before you write again' });
        }
        const others = request.statements.filter((each) => each.statementId !== statementId);
        if (body.to) {
          refuseTooMany(request, 1);
          const replaced = { ...statement, status: 'replaced' as const };
          const another = newStatement(deps, request, { kind: statement.kind, ...body.to }, now);
          return {
            next: noted(
              { ...request, statements: [...others, summaryOf(replaced), summaryOf(another)] },
              'ask-statement',
              'applicant',
              now,
              statement.kind,
            ),
            statements: [
              { before: statement, next: replaced },
              { before: undefined, next: another },
            ],
            ...(await askAuthors(deps, request, [another], false, work)),
          };
        }
        if (statement.status === 'not-supported' || statement.status === 'refused') {
          throw wrongState(request, 'They have answered: ask somebody else, or withdraw your request');
        }
        const { timesAsked = 1 } = statement;
        if (timesAsked >= mostTimes) {
          throw wrongState(request, `They have been asked ${timesAsked} times: ask somebody else, or speak to them`);
        }
        const again = {
          ...statement,
          timesAsked: timesAsked + 1,
          askedAt: now.toISOString(),
          endsAt: addDays(now, deps.hub.funding.statementDays).toISOString(),
          emailId: deps.newId(),
        };
        return {
          next: noted(
            { ...request, statements: [...others, summaryOf(again)] },
            'ask-statement',
            'applicant',
            now,
            statement.kind,
          ),
          statements: [{ before: statement, next: again }],
          ...(await askAuthors(deps, request, [again], true, work)),
        };
      },
    );
  };
