import type * as z from 'zod';
import { nextAction } from '#domain/funding/calendar.ts';
import { requestLinkEnds, statementLinkEnds } from '#domain/funding/link-ends.ts';
import type { FundingStatus } from '#domain/funding/request.ts';
import { endOf, financialYearOf } from '#domain/time/financial-year.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { expiresAt } from '#privacy/retention.ts';
import { view } from '#privacy/stored-fields.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import { EmailRecord } from '../emails/items.ts';
import { all, is, present } from '../engine/conditions.ts';
import type { CommitOptions, Page, PageRequest, Range, Records } from '../engine/records.ts';
import { put, update, type Write } from '../engine/writes.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from '../keys.ts';
import { asksOf, createAsksWrites, type StoredAsks } from '../people/asks.ts';
import { AddressRecord, ManageTokenRecord } from '../people/items.ts';
import { managedWrite } from '../people/links.ts';
import { createPersonWrites, type KnownAddress } from '../people/people.ts';
import { AllowanceRecord, FundingHistoryRecord, FundingRequestRecord, StatementRecord } from './items.ts';
import { agrees, createMoneyWrites, type MoneyMoved, type StoredAllowance } from './money.ts';

const HeldRequest = view('provide-services', FundingRequestRecord, [
  'fundingRequestId',
  'reference',
  'status',
  'version',
  'createdAt',
  'statusSince',
  'submittedAt',
  'potId',
  'partsEndAt',
  'statements',
  'documentIds',
  'invoiceIds',
  'name',
  'workEmail',
  'workplace',
  'employer',
  'jobRole',
  'jobTitle',
  'course',
  'costPence',
  'amountPence',
  'otherFunding',
  'paysFor',
  'reason',
  'applicantStatement',
  'question',
  'proposal',
  'award',
  'declinedBecause',
  'changedFields',
  'progress',
  'expiresAt',
]);
/** A funding request as those who deal with it need it. */
export type FundingRequest = z.output<typeof HeldRequest> & {
  /** What has happened to it since it was read: kept with the change in a record of its own. */
  readonly history?: readonly HistoryEntry[];
};

const HeldHistory = view('provide-services', FundingHistoryRecord, ['entries', 'expiresAt']);
export type HistoryEntry = z.output<typeof HeldHistory>['entries'][number];

const HeldStatement = view('provide-services', StatementRecord, [
  'statementId',
  'fundingRequestId',
  'kind',
  'status',
  'askedAt',
  'timesAsked',
  'endsAt',
  'emailId',
  'answeredAt',
  'documentIds',
  'authorName',
  'authorEmail',
  'releaseTime',
  'excessPaidBy',
  'text',
  'expiresAt',
]);
export type Statement = z.output<typeof HeldStatement>;

/** A statement as its author finds it, with the request that it supports. */
export interface StatementInSupport {
  readonly statement: Statement;
  readonly request: FundingRequest;
}

const EmailOutcome = view('provide-services', EmailRecord, ['emailId', 'bouncedAt', 'gaveUpAt', 'expiresAt']);

/** What has changed of a statement, or a new one. */
export interface StatementChange {
  readonly before: Statement | undefined;
  readonly next: Statement;
}

/** A request as it was read and as it is next, with what its applicant is told. */
export interface ChangedRequest {
  readonly before: FundingRequest;
  /** Carries the same version: the next one is given to it here. */
  readonly next: FundingRequest;
  readonly emails?: readonly EmailContents[];
}

export interface RequestChange extends ChangedRequest {
  readonly statements?: readonly StatementChange[];
  readonly money?: MoneyMoved;
  /** What becomes of what may be asked of mailboxes (`holds.ts`), one for each. */
  readonly asks?: readonly Write[];
  /** To those who give statements. */
  readonly statementEmails?: readonly { readonly statement: Statement; readonly contents: EmailContents }[];
}

/** What a new request rests on, read at once. */
export interface Applicant {
  /** Whose the work email is, if anybody's yet. */
  readonly address: KnownAddress | undefined;
  readonly asks: StoredAsks | undefined;
  /** Whether a form that anybody may fill in may make something in the name of this mailbox now. */
  readonly mayAsk: boolean;
}

/** `facts-changed`: something is no longer as it was read, and nothing was changed. Read and decide again. */
export type RequestOutcome = 'changed' | 'facts-changed';

export interface FundingRequests {
  readApplicant(workEmail: string, work: Work): Promise<Applicant>;
  /** Counts against the ceiling of the applicant's mailbox. */
  add(
    request: Omit<FundingRequest, 'version' | 'expiresAt' | 'partsEndAt'>,
    applicant: Applicant,
    email: EmailContents,
    change: CommitOptions,
  ): Promise<RequestOutcome>;
  /** Keeps nothing but the reply, where the ceiling is reached: as many round trips as if a request were made. */
  passOver(workEmail: string, applicant: Applicant, change: CommitOptions): Promise<RequestOutcome>;
  find(fundingRequestId: string, work: Work): Promise<FundingRequest | undefined>;
  /** In the order asked for; those that are not there are left out. */
  /** @throws NotReadableError */
  findMany(fundingRequestIds: readonly string[], work: Work): Promise<FundingRequest[]>;
  /** Those of them that can be read. */
  findEach(fundingRequestIds: readonly string[], work: Work): Promise<FundingRequest[]>;
  /** None where there is no such request, or where the token does not open it, or no more: nobody can tell which. */
  findForLink(fundingRequestId: string, tokenHash: string, work: Work): Promise<FundingRequest | undefined>;
  findStatement(statementId: string, work: Work): Promise<Statement | undefined>;
  findStatements(statementIds: readonly string[], work: Work): Promise<Statement[]>;
  /** None where the token opens no such statement, or no more, or where another was asked for in its place: nobody can tell which. */
  findStatementForLink(statementId: string, tokenHash: string, work: Work): Promise<StatementInSupport | undefined>;
  /** Which of the emails that ask for these statements came back, or could not be sent. */
  findReturned(
    statements: readonly Pick<Statement, 'statementId' | 'emailId'>[],
    work: Work,
  ): Promise<ReadonlySet<string>>;
  /** What has become of a request, oldest first: the latest that a look takes. Each applicant's part of it is bounded. */
  listHistory(fundingRequestId: string, work: Work): Promise<HistoryEntry[]>;
  findAllowance(workEmail: string, scheme: string, work: Work): Promise<StoredAllowance | undefined>;
  change(change: RequestChange, options: CommitOptions): Promise<RequestOutcome>;
  /** Longest in this status first. */
  listByStatus(status: FundingStatus, page: PageRequest & Range, work: Work): Promise<Page<FundingRequest>>;
  /** Those with which the clock has something to do by this instant, page by page. */
  walkToTend(until: string, work: Work): AsyncGenerator<FundingRequest[], void, undefined>;
}

/** As many changes of a request as one look at its history takes. */
const mostHistory = 300;

const daySeconds = 86_400;

/**
 * Until when what belongs to a request is kept: the midnight (UTC) that is a day or two after the request itself ends. Who
 * changes a request on its last day moves its end on, and what belongs to it follows later (`funding-parts.ts`): the day between
 * is the time that this may take.
 *
 * @param ends - when the request ends; both in whole seconds since 1970
 */
export const endOfParts = (ends: number): number => (Math.ceil(ends / daySeconds) + 1) * daySeconds;

/** The writes that a changed request comes to, for the stores of what else changes with it. */
export function createRequestWrites({
  clock,
  hub,
}: {
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'retention' | 'funding'>;
}) {
  const { retention } = hub;

  /** Six years after the year of the last payment or award; else a year after the last change. */
  function endOfKeeping({ award }: Pick<FundingRequest, 'award'>): number {
    if (!award) return expiresAt('funding-not-awarded', clock().toISOString(), retention);
    const { financialYear, lastPaidAt } = award;
    const last = lastPaidAt !== undefined && financialYearOf(lastPaidAt) > financialYear;
    return expiresAt('funding', endOf(last ? financialYearOf(lastPaidAt) : financialYear), retention);
  }

  /**
   * Where a request stands in lists: in its status's, and among those with which the clock has something to do. What belongs to
   * it and has yet to follow is to be done at once.
   */
  function listed(request: Omit<FundingRequest, 'expiresAt' | 'version'>, ends: number) {
    const { fundingRequestId, status, statusSince, createdAt, partsEndAt } = request;
    // Before all else that is due, and at one place for as long as it lasts, so that no change writes it anew.
    const next = partsEndAt < endOfParts(ends) ? createdAt : nextAction(request, hub.funding)?.at;
    return {
      ...inGsi2(lists.fundingByStatus(status), sortKey(statusSince, fundingRequestId)),
      ...(next !== undefined && inGsi1(lists.fundingToTend, sortKey(next, fundingRequestId))),
    };
  }

  const historyWrite = (fundingRequestId: string, version: number, ends: number, entries: FundingRequest['history']) =>
    entries &&
    put(FundingHistoryRecord, keys.fundingHistory(fundingRequestId, version), {
      fundingRequestId,
      version,
      entries: [...entries],
      expiresAt: endOfParts(ends),
    });

  const emailToApplicant = (
    { workEmail, fundingRequestId }: Pick<FundingRequest, 'workEmail' | 'fundingRequestId'>,
    ends: number,
    contents: EmailContents,
  ): Write =>
    oweEmail(
      { ...contents, to: workEmail, about: { kind: 'funding-request', id: fundingRequestId }, linkExpiresAt: ends },
      clock(),
      retention,
    );

  return {
    endOfKeeping,
    listed,
    emailToApplicant,
    historyWrite,

    changed({ before, next, emails = [] }: ChangedRequest): Record<string, Write | undefined> {
      const { fundingRequestId } = before;
      const ends = endOfKeeping(next);
      const places = listed(next, ends);
      const { history, ...facts } = next;
      const set = { ...facts, version: before.version + 1, expiresAt: ends, ...places };
      const gone = (Object.keys(before) as (keyof typeof facts)[]).filter(
        (field) => before[field] !== undefined && facts[field] === undefined,
      );
      return {
        [`request ${fundingRequestId}`]: update(
          FundingRequestRecord,
          keys.fundingRequest(fundingRequestId),
          { set, remove: [...gone, ...('gsi1pk' in places ? [] : (['gsi1pk', 'gsi1sk'] as const))] },
          all(present, is('version', before.version)),
        ),
        [`history ${fundingRequestId}`]: historyWrite(fundingRequestId, before.version + 1, ends, history),
        ...Object.fromEntries(
          emails.map((contents) => [`email ${contents.emailId}`, emailToApplicant(next, ends, contents)]),
        ),
      };
    },
  };
}

export function createFundingRequests(deps: {
  readonly records: Records;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly hub: Pick<Hub, 'retention' | 'funding' | 'links' | 'openForms'>;
}): FundingRequests {
  const { records, clock, hub, newId } = deps;
  const { retention } = hub;
  const personWrites = createPersonWrites({ newId, retention });
  const writes = createRequestWrites(deps);
  const asksWrites = createAsksWrites(deps);
  const moneyWrites = createMoneyWrites({ newId, retention });

  /**
   * With a link only while there is something to answer. Its token is kept for as long as the statement: until when it opens
   * anything is decided as it is used (`domain/links.ts`).
   */
  const emailToAuthor = (
    { statementId, authorEmail, status }: Statement,
    ends: number,
    contents: EmailContents,
  ): Write =>
    oweEmail(
      {
        ...contents,
        to: authorEmail,
        about: { kind: 'statement', id: statementId },
        ...(status === 'asked' && { linkExpiresAt: endOfParts(ends) }),
      },
      clock(),
      retention,
    );

  function statementWrite({ before, next }: StatementChange, ends: number): Write {
    const key = keys.statement(next.statementId);
    if (!before) return put(StatementRecord, key, { ...next, expiresAt: endOfParts(ends) });
    return update(
      StatementRecord,
      key,
      { set: { ...next, expiresAt: endOfParts(ends) } },
      all(present, is('status', before.status), is('endsAt', before.endsAt), is('documentIds', before.documentIds)),
    );
  }

  const stands = (linkEnds: string | undefined) => linkEnds === undefined || clock().toISOString() < linkEnds;

  const find = (fundingRequestId: string, work: Work) =>
    records.find(HeldRequest, keys.fundingRequest(fundingRequestId), work);

  async function findStatements(statementIds: readonly string[], work: Work): Promise<Statement[]> {
    const found = await records.findAll(
      statementIds.map((statementId) => [HeldStatement, keys.statement(statementId)] as const),
      work,
    );
    return found.filter((statement) => statement !== undefined);
  }

  return {
    async readApplicant(workEmail, work) {
      const [address, asks] = await records.findAll(
        [[AddressRecord, keys.address(workEmail)], asksOf(workEmail)],
        work,
      );
      return { address, asks, mayAsk: asksWrites.mayAsk(asks) };
    },

    async passOver(workEmail, { asks }, change) {
      const outcome = await records.commit({ asks: asksWrites.unchanged(workEmail, asks) }, change);
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async add(request, { address, asks }, email, change) {
      const { fundingRequestId, name, workEmail, workplace, jobRole, jobTitle, createdAt } = request;
      const person = { name, workEmail, workplace, jobRole, jobTitle };
      const { writes: own } = personWrites(address, person, createdAt);
      const ends = writes.endOfKeeping(request);
      const { history, ...facts } = request;
      const made = { ...facts, partsEndAt: endOfParts(ends) };
      const outcome = await records.commit(
        {
          request: put(FundingRequestRecord, keys.fundingRequest(fundingRequestId), {
            ...made,
            version: 1,
            expiresAt: ends,
            ...writes.listed(made, ends),
          }),
          history: writes.historyWrite(fundingRequestId, 1, ends, history),
          address: own?.address,
          person: own?.person,
          managed: managedWrite(workEmail, { kind: 'funding-request', id: fundingRequestId }, endOfParts(ends)),
          email: writes.emailToApplicant(request, ends, email),
          asks: asksWrites.oneMore(workEmail, asks),
        },
        change,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },

    find,

    async findMany(fundingRequestIds, work) {
      const found = await records.findAll(
        fundingRequestIds.map((id) => [HeldRequest, keys.fundingRequest(id)] as const),
        work,
      );
      return found.filter((request) => request !== undefined);
    },

    async findEach(fundingRequestIds, work) {
      const found = await records.findEach(HeldRequest, fundingRequestIds.map(keys.fundingRequest), work);
      return found.filter((request) => request !== undefined);
    },

    async findForLink(fundingRequestId, tokenHash, work) {
      const [request, token] = await records.findAll(
        [
          [HeldRequest, keys.fundingRequest(fundingRequestId)],
          [ManageTokenRecord, keys.manageToken('funding-request', fundingRequestId, tokenHash)],
        ],
        work,
      );
      return token && request && stands(requestLinkEnds(request, hub.funding, hub.links)) ? request : undefined;
    },

    findStatement: (statementId, work) => records.find(HeldStatement, keys.statement(statementId), work),
    findStatements,

    async findStatementForLink(statementId, tokenHash, work) {
      const [statement, token] = await records.findAll(
        [
          [HeldStatement, keys.statement(statementId)],
          [ManageTokenRecord, keys.manageToken('statement', statementId, tokenHash)],
        ],
        work,
      );
      if (!token || !statement || statement.status === 'replaced') return undefined;
      const request = await find(statement.fundingRequestId, work);
      if (!request || !stands(statementLinkEnds(statement, request, hub.funding, hub.links))) return undefined;
      return { statement, request };
    },

    async findReturned(statements, work) {
      const asking = statements.map(({ statementId, emailId }) =>
        keys.email({ emailId, about: { kind: 'statement', id: statementId } }),
      );
      const found = await records.findEach(EmailOutcome, asking, work);
      const returned = found.filter((email) => email?.bouncedAt !== undefined || email?.gaveUpAt !== undefined);
      return new Set(returned.flatMap((email) => email?.emailId ?? []));
    },

    findAllowance: (workEmail, scheme, work) => records.find(AllowanceRecord, keys.allowance(workEmail, scheme), work),

    async listHistory(fundingRequestId, work) {
      const list = lists.fundingHistory(fundingRequestId);
      const { items } = await records.list(HeldHistory, list, { limit: mostHistory, newestFirst: true }, work);
      return items.toReversed().flatMap(({ entries }) => entries);
    },

    async change({ statements = [], statementEmails = [], money, asks = [], ...request }, options) {
      if (money && !agrees(money)) return 'facts-changed';
      const ends = writes.endOfKeeping(request.next);
      const outcome = await records.commit(
        {
          ...writes.changed(request),
          ...(money && moneyWrites(money)),
          ...Object.fromEntries(asks.map((write, place) => [`asks ${place}`, write])),
          ...Object.fromEntries(
            statements.map((change) => [`statement ${change.next.statementId}`, statementWrite(change, ends)]),
          ),
          ...Object.fromEntries(
            statements.filter(isAskedAnew).map(({ next: { statementId, authorEmail, endsAt } }) => {
              const opens = { kind: 'statement', id: statementId } as const;
              return [`managed ${statementId}`, managedWrite(authorEmail, opens, Math.ceil(Date.parse(endsAt) / 1000))];
            }),
          ),
          ...Object.fromEntries(
            statementEmails.map(({ statement, contents }) => [
              `email ${contents.emailId}`,
              emailToAuthor(statement, ends, contents),
            ]),
          ),
        },
        options,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },

    listByStatus: (status, page, work) => records.list(HeldRequest, lists.fundingByStatus(status), page, work),
    walkToTend: (until, work) => records.walk(HeldRequest, lists.fundingToTend, { to: until }, work),
  };
}

/** Of a statement that somebody is asked for, its author can be sent the link again until it ends. */
const isAskedAnew = ({ before, next }: StatementChange): boolean =>
  next.status === 'asked' && before?.endsAt !== next.endsAt;
