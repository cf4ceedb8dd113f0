import type * as z from 'zod';
import { requestLinkEnds, statementLinkEnds } from '#domain/funding/link-ends.ts';
import { type Statement, statement } from '#domain/funding/statement.ts';
import type { Hub } from '#hub/hub.ts';
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
import { ManageTokenView } from '../people/views.ts';
import { StatementRecord } from './items.ts';
import { endOfParts, HeldRequest, type StoredRequest } from './request-writes.ts';

const HeldStatement = view(['provide-services', 'decide-funding'], StatementRecord, [
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

/** A statement as its author finds it, with the request that it supports. */
export interface StatementInSupport {
  readonly statement: StoredStatement;
  readonly request: StoredRequest;
}

/** Looking for requests and statements by the links in their emails, and for statements by themselves. */
export interface FundingLinks {
  /** None where there is no such request, or where the token does not open it, or no more: nobody can tell which. */
  findForLink(fundingRequestId: string, tokenHash: string, work: Work): Promise<StoredRequest | undefined>;
  /** None where the token opens no such statement, or no more, or where another was asked for in its place: nobody can tell which. */
  findStatementForLink(statementId: string, tokenHash: string, work: Work): Promise<StatementInSupport | undefined>;
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

export const createStatements = ({ records }: { readonly records: Records }): Statements => ({
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

export function createFundingLinks({
  records,
  clock,
  hub,
}: {
  readonly records: Records;
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'funding' | 'links'>;
}): FundingLinks {
  const stands = (linkEnds: string | undefined) => linkEnds === undefined || clock().toISOString() < linkEnds;
  return {
    async findForLink(fundingRequestId, tokenHash, work) {
      const [request, token] = await records.findAll(
        [
          [HeldRequest, keys.fundingRequest(fundingRequestId)],
          [ManageTokenView, keys.manageToken('funding-request', fundingRequestId, tokenHash)],
        ],
        work,
      );
      return token && request && stands(requestLinkEnds(request, hub.funding, hub.links)) ? request : undefined;
    },

    async findStatementForLink(statementId, tokenHash, work) {
      const [found, token] = await records.findAll(
        [
          [HeldStatement, keys.statement(statementId)],
          [ManageTokenView, keys.manageToken('statement', statementId, tokenHash)],
        ],
        work,
      );
      if (!token || !found || found.status === 'replaced') return undefined;
      const request = await records.find(HeldRequest, keys.fundingRequest(found.fundingRequestId), work);
      if (!request || !stands(statementLinkEnds(found, request, hub.funding, hub.links))) return undefined;
      return { statement: found, request };
    },
  };
}

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
