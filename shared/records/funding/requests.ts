import type * as z from 'zod';
import { agrees, type MoneyMoved } from '#domain/funding/movements.ts';
import type { FundingRequest, FundingStatus, HistoryEntry } from '#domain/funding/request.ts';
import { firstVersion } from '#domain/numbers.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import type { EmailContents } from '../emails/emails.ts';
import type { CommitOptions } from '../engine/changing.ts';
import type { Page, PageRequest, Range } from '../engine/reading.ts';
import type { Records } from '../engine/records.ts';
import { put, type Write } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import { asksOf, createAsksWrites, type StoredAsks } from '../people/asks.ts';
import { managedWrite } from '../people/links.ts';
import { createPersonWrites, type KnownAddress } from '../people/people.ts';
import { AddressView } from '../people/views.ts';
import { AllowanceRecord, FundingHistoryRecord, FundingRequestRecord } from './items.ts';
import { createMoneyWrites } from './movement-writes.ts';
import {
  type ChangedRequest,
  createRequestWrites,
  endOfParts,
  HeldRequest,
  type RequestOutcome,
  type StoredRequest,
} from './request-writes.ts';
import {
  createFundingLinks,
  createStatements,
  createStatementWrites,
  type FundingLinks,
  type StatementChange,
  type StatementEmail,
  type Statements,
} from './statements.ts';

const HeldHistory = view(['provide-services', 'decide-funding'], FundingHistoryRecord, ['entries', 'expiresAt']);
const HeldAllowance = view(['provide-services', 'decide-funding'], AllowanceRecord, [
  'scheme',
  'version',
  'awarded',
  'expiresAt',
]);
/** What a person has been awarded from pots of a scheme. */
export type StoredAllowance = z.output<typeof HeldAllowance>;

export interface RequestChange extends ChangedRequest {
  readonly statements?: readonly StatementChange[];
  readonly money?: MoneyMoved;
  /** What becomes of what may be asked of mailboxes (`holds.ts`), one for each. */
  readonly asks?: readonly Write[];
  /** To those who give statements. */
  readonly statementEmails?: readonly StatementEmail[];
}

/** What a new request rests on, read at once. */
export interface Applicant {
  /** Whose the work email is, if anybody's yet. */
  readonly address: KnownAddress | undefined;
  readonly asks: StoredAsks | undefined;
  /** Whether a form that anybody may fill in may make something in the name of this mailbox now. */
  readonly mayAsk: boolean;
}

interface RequestReads {
  find(fundingRequestId: string, work: Work): Promise<StoredRequest | undefined>;
  /** In the order asked for; those that are not there are left out. @throws NotReadableError */
  findMany(fundingRequestIds: readonly string[], work: Work): Promise<StoredRequest[]>;
  /** Those of them that can be read. */
  findEach(fundingRequestIds: readonly string[], work: Work): Promise<StoredRequest[]>;
  /** What has become of a request, oldest first: the latest that a look takes. Each applicant's part of it is bounded. */
  listHistory(fundingRequestId: string, work: Work): Promise<HistoryEntry[]>;
  findAllowance(workEmail: string, scheme: string, work: Work): Promise<StoredAllowance | undefined>;
  /** Longest in this status first. */
  listByStatus(status: FundingStatus, page: PageRequest & Range, work: Work): Promise<Page<StoredRequest>>;
  /** Those with which the clock has something to do by this instant, page by page. */
  walkToTend(until: string, work: Work): AsyncGenerator<StoredRequest[], void, undefined>;
}

interface NewRequests {
  readApplicant(workEmail: string, work: Work): Promise<Applicant>;
  /** Counts against the ceiling of the applicant's mailbox. */
  add(
    request: Omit<FundingRequest, 'version'>,
    applicant: Applicant,
    email: EmailContents,
    change: CommitOptions,
  ): Promise<RequestOutcome>;
  /** Keeps nothing but the reply, where the ceiling is reached: as many round trips as if a request were made. */
  passOver(workEmail: string, applicant: Applicant, change: CommitOptions): Promise<RequestOutcome>;
}

export interface FundingRequests extends RequestReads, NewRequests, FundingLinks, Statements {
  change(change: RequestChange, options: CommitOptions): Promise<RequestOutcome>;
}

interface Deps {
  readonly records: Records;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly hub: Pick<Hub, 'retention' | 'funding' | 'links' | 'openForms'>;
}

/** As many changes of a request as one look at its history takes. */
const mostHistory = 300;

const createRequestReads = ({ records }: Deps): RequestReads => ({
  find: (fundingRequestId, work) => records.find(HeldRequest, keys.fundingRequest(fundingRequestId), work),

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

  async listHistory(fundingRequestId, work) {
    const list = lists.fundingHistory(fundingRequestId);
    const { items } = await records.list(HeldHistory, list, { limit: mostHistory, newestFirst: true }, work);
    return items.toReversed().flatMap(({ entries }) => entries);
  },

  findAllowance: (workEmail, scheme, work) => records.find(HeldAllowance, keys.allowance(workEmail, scheme), work),
  listByStatus: (status, page, work) => records.list(HeldRequest, lists.fundingByStatus(status), page, work),
  walkToTend: (until, work) => records.walk(HeldRequest, lists.fundingToTend, { to: until }, work),
});

function createNewRequests(deps: Deps): NewRequests {
  const { records, hub, newId } = deps;
  const personWrites = createPersonWrites({ newId, retention: hub.retention });
  const writes = createRequestWrites(deps);
  const asksWrites = createAsksWrites(deps);
  return {
    async readApplicant(workEmail, work) {
      const [address, asks] = await records.findAll([[AddressView, keys.address(workEmail)], asksOf(workEmail)], work);
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
            version: firstVersion,
            ends: writes.endsOf(request),
            ...writes.listed(made, ends),
          }),
          history: writes.historyWrite(fundingRequestId, firstVersion, ends, history),
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
  };
}

function createRequestChange(deps: Deps): FundingRequests['change'] {
  const { records, newId } = deps;
  const writes = createRequestWrites(deps);
  const statementWrites = createStatementWrites(deps);
  const moneyWrites = createMoneyWrites({ newId });
  return async ({ statements = [], statementEmails = [], money, asks = [], ...request }, options) => {
    if (money && !agrees(money)) return 'facts-changed';
    const outcome = await records.commit(
      {
        ...writes.changed(request),
        ...(money && moneyWrites(money)),
        ...Object.fromEntries(asks.map((write, place) => [`asks ${place}`, write])),
        ...statementWrites(statements, statementEmails, writes.endOfKeeping(request.next)),
      },
      options,
    );
    return outcome.done ? 'changed' : 'facts-changed';
  };
}

export const createFundingRequests = (deps: Deps): FundingRequests => ({
  ...createRequestReads(deps),
  ...createNewRequests(deps),
  ...createFundingLinks(deps),
  ...createStatements(deps),
  change: createRequestChange(deps),
});
