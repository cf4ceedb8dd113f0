import type * as z from 'zod';
import { type Statement, statement } from '#domain/funding/statement.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import { EmailRecord } from '../emails/items.ts';
import { all, present, when } from '../engine/conditions.ts';
import { picked } from '../engine/record.ts';
import type { Records } from '../engine/records.ts';
import { put, update, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { managedWrite } from '../people/links.ts';
import { StatementRecord } from './items.ts';
import { endOfParts } from './request-writes.ts';

export const HeldStatement = view(['provide-services', 'decide-funding'], StatementRecord, [
  ...statement.keyof().options,
  'expiresAt',
]);
/** A statement with until when it is kept. */
export type StoredStatement = z.output<typeof HeldStatement>;

const EmailOutcome = view(['provide-services', 'decide-funding'], EmailRecord, [
  'emailId',
  'bouncedAt',
  'gaveUpAt',
  'expiresAt',
]);

export type StatementViews = typeof HeldStatement | typeof EmailOutcome;

/** What has changed of a statement, or a new one. */
export interface StatementChange {
  readonly before: Statement | undefined;
  readonly next: Statement;
}

/** What is written to who gives a statement. */
export interface StatementEmail {
  readonly statement: Statement;
  readonly contents: EmailContents;
}

export interface Statements {
  findStatement(statementId: string, work: Work): Promise<StoredStatement | undefined>;
  findStatements(statementIds: readonly string[], work: Work): Promise<StoredStatement[]>;
  /** Which of the emails that ask for these statements came back, or could not be sent. */
  findReturned(
    statements: readonly Pick<Statement, 'statementId' | 'emailId'>[],
    work: Work,
  ): Promise<ReadonlySet<string>>;
}

export const createStatements = ({ records }: { readonly records: Records<StatementViews> }): Statements => ({
  findStatement: (statementId, work) => records.find(HeldStatement, keys.statement(statementId), work),

  async findStatements(statementIds, work) {
    const found = await records.findAll(
      statementIds.map((statementId) => [HeldStatement, keys.statement(statementId)] as const),
      work,
    );
    return found.filter((each) => each !== undefined);
  },

  async findReturned(statements, work) {
    const asking = statements.map(({ statementId, emailId }) =>
      keys.email({ emailId, about: { kind: 'statement', id: statementId } }),
    );
    const found = await records.findEach(EmailOutcome, asking, work);
    const returned = found.filter((email) => email?.bouncedAt !== undefined || email?.gaveUpAt !== undefined);
    return new Set(returned.flatMap((email) => email?.emailId ?? []));
  },
});

/** Of a statement that somebody is asked for, its author can be sent the link again until it ends. */
const isAskedAnew = ({ before, next }: StatementChange): boolean =>
  next.status === 'asked' && before?.endsAt !== next.endsAt;

/**
 * What changed statements of a request come to, and what is written to their authors.
 *
 * @param ends - of the request
 */
export function createStatementWrites({ clock }: { readonly clock: Clock }) {
  /**
   * With a link only while there is something to answer. Its token is kept for as long as the statement: until when it opens
   * anything is decided as it is used (`domain/funding/link-ends.ts`).
   */
  const emailToAuthor = (
    { statement: { statementId, authorEmail, status }, contents }: StatementEmail,
    ends: number,
  ): Write =>
    oweEmail(
      {
        ...contents,
        to: authorEmail,
        about: { kind: 'statement', id: statementId },
        ...(status === 'asked' && { linkExpiresAt: endOfParts(ends) }),
      },
      clock(),
    );

  function statementWrite({ before, next }: StatementChange, ends: number): Write {
    const key = keys.statement(next.statementId);
    if (!before) return put(StatementRecord, key, { ...next, ends: { with: endOfParts(ends) } });
    return update(
      StatementRecord,
      key,
      { set: picked(next, statement.keyof().options), ends: { with: endOfParts(ends) } },
      all(
        present,
        when(StatementRecord).is('status', before.status),
        when(StatementRecord).is('endsAt', before.endsAt),
        when(StatementRecord).is('documentIds', before.documentIds),
      ),
    );
  }

  return (
    changes: readonly StatementChange[],
    emails: readonly StatementEmail[],
    ends: number,
  ): Readonly<Record<string, Write>> => ({
    ...Object.fromEntries(
      changes.map((change) => [`statement ${change.next.statementId}`, statementWrite(change, ends)]),
    ),
    ...Object.fromEntries(
      changes.filter(isAskedAnew).map(({ next: { statementId, authorEmail, endsAt } }) => {
        const opens = { kind: 'statement', id: statementId } as const;
        return [`managed ${statementId}`, managedWrite(authorEmail, opens, Math.ceil(Date.parse(endsAt) / 1000))];
      }),
    ),
    ...Object.fromEntries(emails.map((email) => [`email ${email.contents.emailId}`, emailToAuthor(email, ends)])),
  });
}
