import { isUndecided } from '#domain/funding/request.ts';
import { completed, withAnswer } from '#domain/funding/request-statements.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { StatementInSupport } from '#records/funding/links.ts';
import { refuseUnready } from '../clean-documents.ts';
import type { funding } from '../contract.ts';
import { stepAudit } from '../requests/state.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';
import { findOwnStatement, neededFor, statementForAuthor } from './statement.ts';

/** @throws ProblemError `wrong-state` where nobody waits for it any more */
export function refuseAnswer({ statement, request }: StatementInSupport): void {
  if (statement.status === 'asked' && isUndecided(request.status)) return;
  const detail =
    statement.status === 'asked' ? 'The request is no longer waiting for it' : 'This statement has been given';
  throw new ProblemError('wrong-state', { detail, extensions: { statementStatus: statement.status } });
}

export const createGetStatement =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.getStatement> =>
  async ({ path }, { caller, work }) => {
    const { statement, request } = await findOwnStatement(deps, path.statementId, caller.tokenHash, work);
    return { status: 200, body: statementForAuthor(statement, request, deps) };
  };

export const createGiveStatement =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.giveStatement> =>
  async ({ path, body }, { caller, work, once }) => {
    const { supports, ...answer } = body;
    const emailId = deps.newId();
    const thanksId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const found = await findOwnStatement(deps, path.statementId, caller.tokenHash, work);
      refuseAnswer(found);
      const { statement, request: before } = found;
      const { fundingRequestId } = before;
      await refuseUnready(deps, body.documentIds, { fundingRequestId, purpose: 'statement', ...path }, work);

      const now = deps.clock();
      const status = supports ? ('supported' as const) : ('not-supported' as const);
      const given = { ...statement, ...answer, status, answeredAt: now.toISOString() };
      const answered = withAnswer(before, given, `statement-${status}`, 'author', now);
      const { next, outstanding } = completed(answered, await neededFor(deps, before, work), 'author', now);

      const { kind, authorName } = statement;
      const facts = { ...fundingInEmail(deps.hub, before), kind, authorName };
      const told = supports
        ? owedMessage(emailId, { kind: 'statement-given', facts: { ...facts, outstanding } })
        : owedMessage(emailId, { kind: 'statement-not-supported', facts });
      const thanks = owedMessage(thanksId, {
        kind: 'statement-answered',
        facts: { authorName, applicantName: before.name, courseName: before.course?.name ?? '' },
      });
      return {
        reply: { status: 200, body: statementForAuthor(given, next, deps) },
        change: (carrying) =>
          deps.requests.change(
            {
              before,
              next,
              statements: [{ before: statement, next: given }],
              emails: [told],
              statementEmails: [{ statement: given, contents: thanks }],
            },
            { ...carrying, audit: stepAudit(before, next, 'author') },
          ),
        made: () => deps.counter.count('StatementGiven'),
      };
    });
  };
