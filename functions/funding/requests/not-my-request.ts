import { isUndecided } from '#domain/funding/request.ts';
import { fundingInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { UseCase } from '#http/use-case.ts';
import { settle } from '#platform/work.ts';
import type { funding } from '../contract.ts';
import { summaryOf } from '../statements/ask-statement.ts';
import { findOwnStatement } from '../statements/give-statement.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { findOwnRequest } from './own-request.ts';
import { moved, noted, stepAudit } from './state.ts';

/** What nobody has decided yet is withdrawn. Where money was awarded, somebody must look into it; the mailbox is held all the same. */
export const createNotMyFundingRequest =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.notMyFundingRequest> =>
  async ({ path }, { caller, work, once }) =>
    settle(work, async () => {
      const before = await findOwnRequest(deps, path.fundingRequestId, caller.tokenHash, work);
      const isOver = ['withdrawn', 'declined', 'lapsed'].includes(before.status);
      const canEnd = isUndecided(before.status);
      const { heldUntil, write } = await deps.holds.plan(before.workEmail, work);
      const detail = `Funding was awarded. Write to ${deps.hub.contact.email}, and we will look into it`;
      const body = isOver || canEnd ? { heldUntil, ended: true } : { heldUntil, ended: false, detail };
      const reply = { status: 200, body } as const;
      const change = { work, once: once && { ...once, reply } };
      if (!canEnd) return (await deps.holds.keep(write, change)) && reply;
      const withdrawn = moved(before, 'withdraw', 'applicant', deps.clock(), 'Their mailbox says that it was not them');
      const next = { ...withdrawn, proposal: undefined };
      const outcome = await deps.requests.change(
        { before, next, asks: [write] },
        { ...change, audit: stepAudit(before, next, 'applicant') },
      );
      if (outcome === 'facts-changed') return undefined;
      deps.counter.count('FundingWithdrawn');
      return reply;
    });

/** Whoever was asked for a statement does not know who asks: they are asked no more, and the applicant is told so. */
export const createNotMyStatement =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.notMyStatement> =>
  async ({ path }, { caller, work, once }) => {
    const emailId = deps.newId();
    return settle(work, async () => {
      const { statement, request } = await findOwnStatement(deps, path.statementId, caller.tokenHash, work);
      const { heldUntil, write } = await deps.holds.plan(statement.authorEmail, work);
      const isGiven = statement.status === 'supported' || statement.status === 'not-supported';
      const detail = `This statement has been given. Write to ${deps.hub.contact.email} if that was not you`;
      const body = isGiven ? { heldUntil, ended: false, detail } : { heldUntil, ended: true };
      const reply = { status: 200, body } as const;
      const change = { work, once: once && { ...once, reply } };
      if (statement.status !== 'asked' || !isUndecided(request.status)) {
        return (await deps.holds.keep(write, change)) && reply;
      }
      const now = deps.clock();
      const refused = { ...statement, status: 'refused' as const, answeredAt: now.toISOString() };
      const statements = request.statements.map((each) =>
        each.statementId === statement.statementId ? summaryOf(refused) : each,
      );
      const { kind, authorName } = statement;
      const facts = { ...fundingInEmail(deps.hub, request), kind, authorName };
      const outcome = await deps.requests.change(
        {
          before: request,
          next: noted({ ...request, statements }, 'statement-refused', 'author', now, kind),
          statements: [{ before: statement, next: refused }],
          emails: [owedMessage(emailId, { kind: 'statement-refused', facts })],
          asks: [write],
        },
        change,
      );
      return outcome === 'facts-changed' ? undefined : reply;
    });
  };
