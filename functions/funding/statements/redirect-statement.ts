import { noted } from '#domain/funding/request.ts';
import { isDisowned, type Statement } from '#domain/funding/statement.ts';
import { sameMailbox } from '#domain/people/mailbox.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { funding } from '../contract.ts';
import { refuseFaults } from '../refuse-faults.ts';
import { stepAudit } from '../requests/state.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';
import { refuseAnswer } from './give-statement.ts';
import {
  askAuthors,
  askInstead,
  findOwnStatement,
  refuseAsking,
  refuseTooMany,
  statementForAuthor,
} from './statement.ts';

/** @throws ProblemError `not-valid` where nobody else is named, or who has said before that they do not know the applicant */
function refuseNaming(authorEmail: string, own: Statement, others: readonly Statement[]): void {
  const isOwn = sameMailbox(authorEmail, own.authorEmail);
  const isRefused = others.some((each) => isDisowned(each) && sameMailbox(authorEmail, each.authorEmail));
  refuseFaults([
    ...(isOwn ? [{ field: 'authorEmail', detail: 'This is your own address: enter that of somebody else' }] : []),
    ...(isRefused ? [{ field: 'authorEmail', detail: 'Nobody can be asked at this address: enter another' }] : []),
  ]);
}

/** Who was asked is not the right person, and names who is: these are asked instead, as if the applicant had. */
export const createRedirectStatement =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.redirectStatement> =>
  async ({ path, body }, { caller, work, once }) => {
    const emailId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const found = await findOwnStatement(deps, path.statementId, caller.tokenHash, work);
      refuseAnswer(found);
      const { statement, request: before } = found;
      refuseAsking(before, body.authorEmail, 'authorEmail');
      const ofRequest = before.statements.map(({ statementId }) => statementId);
      refuseNaming(body.authorEmail, statement, await deps.requests.findStatements(ofRequest, work));
      refuseTooMany(before, 1);

      const now = deps.clock();
      const named = { ...body, insteadOf: statement.statementId };
      const { asked, replaced, changes, known } = askInstead(deps, before, statement, named, now);
      const next = noted(known, 'redirect-statement', 'author', now, statement.kind);
      const { kind, authorName } = statement;
      const facts = { ...fundingInEmail(deps.hub, before), kind, authorName, insteadName: body.authorName };
      const { counted, ...written } = await askAuthors(deps, before, [asked], {}, work);
      return {
        reply: { status: 200, body: statementForAuthor(replaced, next, deps) },
        change: (carrying) =>
          deps.requests.change(
            {
              before,
              next,
              statements: changes,
              emails: [owedMessage(emailId, { kind: 'statement-redirected', facts })],
              ...written,
            },
            { ...carrying, audit: stepAudit(before, next, 'author') },
          ),
        made: () => {
          if (counted) deps.counter.count(counted);
        },
      };
    });
  };
