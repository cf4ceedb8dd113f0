import type * as z from 'zod';
import { providerName } from '#domain/funding/course-provider.ts';
import type { AskedStatementKind, StatementKind } from '#domain/funding/pot.ts';
import { type FundingRequest, isUndecided } from '#domain/funding/request.ts';
import { withStatements } from '#domain/funding/request-statements.ts';
import type { Statement } from '#domain/funding/statement.ts';
import { mailboxOf, sameMailbox } from '#domain/people/mailbox.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import { statementInEmail } from '#email/funding/facts.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Work } from '#platform/work.ts';
import type { StatementInSupport } from '#records/funding/links.ts';
import { namedBy } from '#records/funding/named-by.ts';
import { refuseFaults } from '../refuse-faults.ts';
import { wrongState } from '../requests/state.ts';
import type { ApplicantsDeps, AskingDeps, FundingUseCaseDeps } from '../use-case-deps.ts';
import type * as schemas from './schemas.ts';

/** Against who would have many people written to in the hub's name. */
const mostStatements = 12;

/** @throws ProblemError `link-not-valid`, the same whether the statement is another's or not there at all */
export async function findOwnStatement(
  { fundingLinks }: Pick<ApplicantsDeps, 'fundingLinks'>,
  statementId: string,
  tokenHash: string,
  work: Work,
): Promise<StatementInSupport> {
  const found = await fundingLinks.findStatement(statementId, tokenHash, work);
  if (!found) throw new ProblemError('link-not-valid');
  return found;
}

/** The kinds of statement that a request needs, by its pot or, where it names none, by the hub. */
export async function neededFor(
  { pots, hub }: Pick<FundingUseCaseDeps, 'pots' | 'hub'>,
  { potId }: Pick<FundingRequest, 'potId'>,
  work: Work,
): Promise<readonly StatementKind[]> {
  const pot = potId === null ? undefined : await pots.find(potId, work);
  return pot?.pot.rules.statements ?? hub.funding.statementsWhenNotSure;
}

/** @throws ProblemError `wrong-state` */
export function refuseTooMany(request: FundingRequest, more: number): void {
  if (request.statements.length + more > mostStatements) throw wrongState(request, 'Too many people have been asked');
}

/** @throws ProblemError `not-valid` or `wrong-state` where nobody can be asked for a statement */
export function refuseAsking(request: FundingRequest, authorEmail: string | undefined, field: string): void {
  if (!isUndecided(request.status)) throw wrongState(request);
  refuseFaults([
    ...(request.course === undefined
      ? [{ field: 'course', detail: 'Say first, in your request, which course it is' }]
      : []),
    ...(authorEmail !== undefined && sameMailbox(authorEmail, request.workEmail)
      ? [{ field, detail: 'Somebody else must give this statement: enter their work email' }]
      : []),
  ]);
}

type Asked = Pick<Statement, 'authorName' | 'authorEmail' | 'insteadOf'>;

/** A statement that somebody is asked for now. */
export function newStatement(
  { newId, hub }: Pick<FundingUseCaseDeps, 'newId' | 'hub'>,
  { fundingRequestId }: Pick<FundingRequest, 'fundingRequestId'>,
  asked: Asked & { readonly kind: AskedStatementKind },
  now: Date,
): Statement {
  return {
    statementId: newId(),
    fundingRequestId,
    ...asked,
    status: 'asked',
    askedAt: now.toISOString(),
    endsAt: addDays(now, hub.funding.statementDays).toISOString(),
    emailId: newId(),
    documentIds: [],
  };
}

/** Somebody else is asked instead, from which the first link opens nothing more: the new statement, both as they change, and the request that says so. */
export function askInstead(
  deps: Pick<FundingUseCaseDeps, 'newId' | 'hub'>,
  request: FundingRequest,
  statement: Statement,
  { authorName, authorEmail, insteadOf }: Asked,
  now: Date,
) {
  const named = insteadOf === undefined ? {} : { insteadOf };
  const asked = newStatement(deps, request, { kind: statement.kind, authorName, authorEmail, ...named }, now);
  const replaced = { ...statement, status: 'replaced' as const };
  return {
    asked,
    replaced,
    changes: [
      { before: statement, next: replaced },
      { before: undefined, next: asked },
    ],
    known: withStatements(request, [replaced, asked]),
  };
}

/**
 * Writes to those who are asked for statements, because an applicant wants it or has not heard from them, or because who was asked first named them: nothing else does. Not
 * where their mailbox was asked too often today, or says that it was not them: the applicant is answered alike, and hears in time
 * that nobody has answered.
 *
 * @param reminder - whether they were asked before
 */
export async function askAuthors(
  deps: Pick<AskingDeps, 'hub' | 'holds' | 'requests'>,
  request: FundingRequest,
  statements: readonly Statement[],
  { reminder = false }: { readonly reminder?: boolean },
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
  const statementEmails = await Promise.all(
    written.map(async (statement) => {
      const facts = {
        ...statementInEmail(deps.hub, request, statement, reminder),
        ...(await namedBy(deps.requests, statement, work)),
      };
      return { statement, contents: owedMessage(statement.emailId, { kind: 'statement-asked', facts }) };
    }),
  );
  return {
    statementEmails,
    asks: asked.map(({ write }) => write),
    counted: written.length < statements.length ? ('AskPassedOver' as const) : undefined,
  };
}

export function statementForAuthor(
  statement: Statement,
  request: FundingRequest,
  { hub }: Pick<FundingUseCaseDeps, 'hub'>,
): z.input<typeof schemas.StatementForAuthor> {
  const { course } = request;
  if (!course) throw new Error('A statement was asked for of a request without a course');
  return {
    statementId: statement.statementId,
    kind: statement.kind,
    status: statement.status,
    endsAt: statement.endsAt,
    authorName: statement.authorName,
    applicant: { name: request.name, jobTitle: request.jobTitle },
    course: {
      name: course.name,
      provider: providerName(hub, course),
      startsOn: course.startsOn,
      endsOn: course.endsOn,
    },
    costPence: request.costPence,
    amountPence: request.amountPence,
  };
}
