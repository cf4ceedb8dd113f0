import { isUndecided } from '#domain/funding/request.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { settle, type Work } from '#platform/work.ts';
import type { StatementInSupport } from '#records/funding/requests.ts';
import { refuseUnready } from '../clean-documents.ts';
import type { funding } from '../contract.ts';
import { noted, stepAudit } from '../requests/state.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { statementForAuthor } from '../views.ts';
import { summaryOf } from './ask-statement.ts';
import { completed } from './complete-statements.ts';

/** @throws ProblemError `link-not-valid`, the same whether the statement is another's or not there at all */
export async function findOwnStatement(
  { requests }: Pick<FundingUseCaseDeps, 'requests'>,
  statementId: string,
  tokenHash: string,
  work: Work,
): Promise<StatementInSupport> {
  const found = await requests.findStatementForLink(statementId, tokenHash, work);
  if (!found) throw new ProblemError('link-not-valid');
  return found;
}

export const createGetStatement =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.getStatement> =>
  async ({ path }, { caller, work }) => {
    const { statement, request } = await findOwnStatement(deps, path.statementId, caller.tokenHash, work);
    return { status: 200, body: statementForAuthor(statement, request, deps) };
  };

export const createGiveStatement =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.giveStatement> =>
  async ({ path, body }, { caller, work, once }) => {
    const { supports, ...answer } = body;
    const emailId = deps.newId();
    const thanksId = deps.newId();
    return settle(work, async () => {
      const { statement, request } = await findOwnStatement(deps, path.statementId, caller.tokenHash, work);
      if (statement.status !== 'asked' || !isUndecided(request.status)) {
        const detail =
          statement.status === 'asked' ? 'The request is no longer waiting for it' : 'This statement has been given';
        throw new ProblemError('wrong-state', { detail, extensions: { statementStatus: statement.status } });
      }
      const { fundingRequestId } = request;
      const owner = { fundingRequestId, purpose: 'statement' as const, statementId: path.statementId };
      await refuseUnready(deps, body.documentIds, owner, work);

      const now = deps.clock();
      const status = supports ? ('supported' as const) : ('not-supported' as const);
      const given = { ...statement, ...answer, status, answeredAt: now.toISOString() };
      const statements = request.statements.map((each) =>
        each.statementId === statement.statementId ? summaryOf(given) : each,
      );
      const answered = noted({ ...request, statements }, `statement-${status}`, 'author', now, statement.kind);
      const { next, outstanding } = await completed(deps, answered, 'author', now, work);

      const { kind, authorName } = statement;
      const facts = { ...fundingInEmail(deps.hub, request), kind, authorName };
      const told = supports
        ? owedMessage(emailId, { kind: 'statement-given', facts: { ...facts, outstanding } })
        : owedMessage(emailId, { kind: 'statement-not-supported', facts });
      const thanks = owedMessage(thanksId, {
        kind: 'statement-answered',
        facts: { authorName, applicantName: request.name, courseName: request.course?.name ?? '' },
      });
      const reply = { status: 200, body: statementForAuthor(given, next, deps) } as const;
      const outcome = await deps.requests.change(
        {
          before: request,
          next,
          statements: [{ before: statement, next: given }],
          emails: [told],
          statementEmails: [{ statement: given, contents: thanks }],
        },
        { work, once: once && { ...once, reply }, audit: stepAudit(request, next, 'author') },
      );
      if (outcome === 'facts-changed') return undefined;
      deps.counter.count('StatementGiven');
      return reply;
    });
  };
