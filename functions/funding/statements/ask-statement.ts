import type { AskedStatementKind } from '#domain/funding/pot.ts';
import { isUndecided } from '#domain/funding/request.ts';
import { mailboxOf, sameMailbox } from '#domain/people/mailbox.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import { statementInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import type { FundingRequest, Statement } from '#records/funding/requests.ts';
import { refuseUnready } from '../clean-documents.ts';
import type { funding } from '../contract.ts';
import { changeOwnRequest } from '../requests/own-request.ts';
import { noted, wrongState } from '../requests/state.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';
import { completed } from './complete-statements.ts';

/** Against who would have many people written to in the hub's name. */
const mostStatements = 12;

/** @throws ProblemError `wrong-state` */
export function refuseTooMany(request: FundingRequest, more: number): void {
  if (request.statements.length + more > mostStatements) throw wrongState(request, 'Too many people have been asked');
}

/**
 * Writes to those who are asked for statements, because an applicant wants it or has not heard from them: nothing else does. Not
 * where their mailbox was asked too often today, or says that it was not them: the applicant is answered alike, and hears in time
 * that nobody has answered.
 *
 * @param reminder - whether they were asked before
 */
export async function askAuthors(
  deps: Pick<FundingUseCaseDeps, 'hub' | 'holds'>,
  request: FundingRequest,
  statements: readonly Statement[],
  reminder: boolean,
  work: Work,
) {
  // One mailbox may be asked for several, and has one count.
  const byMailbox = Map.groupBy(statements, ({ authorEmail }) => mailboxOf(authorEmail));
  const asked = await Promise.all(
    [...byMailbox].map(async ([mailbox, ofMailbox]) => {
      const { allowed, write } = await deps.holds.ask(mailbox, work, ofMailbox.length);
      return { write, written: ofMailbox.slice(0, allowed) };
    }),
  );
  const written = asked.flatMap((each) => each.written);
  return {
    statementEmails: written.map((statement) => {
      const facts = statementInEmail(deps.hub, request, statement, reminder);
      return { statement, contents: owedMessage(statement.emailId, { kind: 'statement-asked', facts }) };
    }),
    asks: asked.map(({ write }) => write),
    counted: written.length < statements.length ? ('AskPassedOver' as const) : undefined,
  };
}

/** @throws ProblemError `not-valid` or `wrong-state` where nobody can be asked for a statement */
export function refuseAsking(request: FundingRequest, authorEmail: string | undefined, pointer: string): void {
  if (!isUndecided(request.status)) throw wrongState(request);
  const errors = [
    ...(request.course === undefined
      ? [{ in: 'body' as const, pointer: '/course', detail: 'Say first, in your request, which course it is' }]
      : []),
    ...(authorEmail !== undefined && sameMailbox(authorEmail, request.workEmail)
      ? [{ in: 'body' as const, pointer, detail: 'Somebody else must give this statement: enter their work email' }]
      : []),
  ];
  if (errors.length > 0) throw new ProblemError('not-valid', { errors });
}

/** A statement that somebody is asked for now. */
export function newStatement(
  { newId, hub }: Pick<FundingUseCaseDeps, 'newId' | 'hub'>,
  request: FundingRequest,
  asked: { readonly kind: AskedStatementKind; readonly authorName: string; readonly authorEmail: string },
  now: Date,
): Statement {
  return {
    statementId: newId(),
    fundingRequestId: request.fundingRequestId,
    ...asked,
    status: 'asked',
    askedAt: now.toISOString(),
    endsAt: addDays(now, hub.funding.statementDays).toISOString(),
    emailId: newId(),
    documentIds: [],
  };
}

export const summaryOf = ({ statementId, kind, status, endsAt }: Statement): FundingRequest['statements'][number] => ({
  statementId,
  kind,
  status,
  endsAt,
});

export const createAskStatement =
  (deps: FundingUseCaseDeps): UseCase<typeof funding.routes.askStatement> =>
  async ({ path, body }, { caller, work, once }) => {
    const { documentIds, ...asked } = body;
    return changeOwnRequest(
      deps,
      { ...path, tokenHash: caller.tokenHash, status: 201 },
      { work, once },
      async (request, now) => {
        refuseAsking(request, body.authorEmail, '/authorEmail');
        const standing = request.statements.filter(({ status }) => status === 'asked' || status === 'supported');
        if (standing.some(({ kind }) => kind === body.kind)) {
          throw wrongState(request, `You have asked for this statement (${body.kind}) before: send that one again`);
        }
        refuseTooMany(request, 1);
        const statement = newStatement(deps, request, asked, now);
        if (documentIds.length > 0) {
          await refuseUnready(deps, documentIds, { ...path, purpose: 'statement' }, work);
          const signed = { ...statement, status: 'supported' as const, answeredAt: now.toISOString(), documentIds };
          const statements = [...request.statements, summaryOf(signed)];
          const uploaded = noted({ ...request, statements }, 'upload-statement', 'applicant', now, body.kind);
          return {
            next: (await completed(deps, uploaded, 'applicant', now, work)).next,
            statements: [{ before: undefined, next: signed }],
          };
        }
        const next = { ...request, statements: [...request.statements, summaryOf(statement)] };
        return {
          next: noted(next, 'ask-statement', 'applicant', now, body.kind),
          statements: [{ before: undefined, next: statement }],
          ...(await askAuthors(deps, request, [statement], false, work)),
        };
      },
    );
  };
