import { isUndecided } from '#domain/funding/request.ts';
import { withAnswer } from '#domain/funding/request-statements.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { UseCase } from '#http/use-case.ts';
import { type Carrying, carryThrough } from '#platform/work.ts';
import type { Hold } from '#records/people/holds.ts';
import type { funding } from '../contract.ts';
import { findOwnStatement } from '../statements/statement.ts';
import type { ApplicantsDeps } from '../use-case-deps.ts';
import { findOwnRequest } from './read-request.ts';
import { moved, stepAudit } from './state.ts';

/** Holds the mailbox, where there is nothing to end. */
const holdAlone =
  ({ holds }: Pick<ApplicantsDeps, 'holds'>, { write }: Hold) =>
  async (carrying: Carrying): Promise<'changed' | 'facts-changed'> =>
    (await holds.keep(write, carrying)) ? 'changed' : 'facts-changed';

/** What nobody has decided yet is withdrawn. Where money was awarded, somebody must look into it; the mailbox is held all the same. */
export const createNotMyFundingRequest =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.notMyFundingRequest> =>
  async ({ path }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const before = await findOwnRequest(deps, path.fundingRequestId, caller.tokenHash, work);
      const isOver = ['withdrawn', 'declined', 'lapsed'].includes(before.status);
      const canEnd = isUndecided(before.status);
      const hold = await deps.holds.plan(before.workEmail, work);
      const { heldUntil } = hold;
      const detail = `Funding was awarded. Write to ${deps.hub.contact.email}, and we will look into it`;
      const body = isOver || canEnd ? { heldUntil, ended: true } : { heldUntil, ended: false, detail };
      const reply = { status: 200, body } as const;
      if (!canEnd) return { reply, change: holdAlone(deps, hold) };
      const withdrawn = moved(before, 'withdraw', 'applicant', deps.clock(), 'Their mailbox says that it was not them');
      const next = { ...withdrawn, proposal: undefined };
      return {
        reply,
        change: (carrying) =>
          deps.requests.change(
            { before, next, asks: [hold.write] },
            { ...carrying, audit: stepAudit(before, next, 'applicant') },
          ),
        made: () => deps.counter.count('FundingWithdrawn'),
      };
    });

/** Whoever was asked for a statement does not know who asks: they are asked no more, and the applicant is told so. */
export const createNotMyStatement =
  (deps: ApplicantsDeps): UseCase<typeof funding.routes.notMyStatement> =>
  async ({ path }, { caller, work, once }) => {
    const emailId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const { statement, request: before } = await findOwnStatement(deps, path.statementId, caller.tokenHash, work);
      const hold = await deps.holds.plan(statement.authorEmail, work);
      const { heldUntil } = hold;
      const isGiven = statement.status === 'supported' || statement.status === 'not-supported';
      const detail = `This statement has been given. Write to ${deps.hub.contact.email} if that was not you`;
      const body = isGiven ? { heldUntil, ended: false, detail } : { heldUntil, ended: true };
      const reply = { status: 200, body } as const;
      if (statement.status !== 'asked' || !isUndecided(before.status)) {
        return { reply, change: holdAlone(deps, hold) };
      }
      const now = deps.clock();
      const refused = { ...statement, status: 'refused' as const, answeredAt: now.toISOString() };
      const { kind, authorName } = statement;
      const facts = { ...fundingInEmail(deps.hub, before), kind, authorName };
      return {
        reply,
        change: (carrying) =>
          deps.requests.change(
            {
              before,
              next: withAnswer(before, refused, 'statement-refused', 'author', now),
              statements: [{ before: statement, next: refused }],
              emails: [owedMessage(emailId, { kind: 'statement-refused', facts })],
              asks: [hold.write],
            },
            carrying,
          ),
      };
    });
  };
