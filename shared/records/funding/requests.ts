import { agrees, type MoneyMoved, type PersonAllowance } from '#domain/funding/movements.ts';
import type { FundingStatus, HistoryEntry } from '#domain/funding/request.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import type { CommitOptions } from '../engine/changing.ts';
import { onlyThose } from '../engine/listing.ts';
import type { Page, PageRequest, Range } from '../engine/reading.ts';
import type { Records } from '../engine/records.ts';
import type { Write } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import { type AllowanceViews, createFindAllowance } from './allowances.ts';
import { FundingHistoryRecord } from './items.ts';
import { createMoneyWrites } from './movement-writes.ts';
import {
  type ChangedRequest,
  createRequestWrites,
  HeldRequest,
  type RequestOutcome,
  type StoredRequest,
} from './request-writes.ts';
import {
  createStatements,
  createStatementWrites,
  type StatementChange,
  type StatementEmail,
  type Statements,
  type StatementViews,
} from './statements.ts';

const HeldHistory = view(['provide-services', 'decide-funding'], FundingHistoryRecord, ['entries', 'expiresAt']);
type RequestViews = typeof HeldRequest | typeof HeldHistory | AllowanceViews | StatementViews;

export interface RequestChange extends ChangedRequest {
  readonly statements?: readonly StatementChange[];
  readonly money?: MoneyMoved;
  /** What becomes of what may be asked of mailboxes (`holds.ts`), one for each. */
  readonly asks?: readonly Write[];
  /** To those who give statements. */
  readonly statementEmails?: readonly StatementEmail[];
}

interface RequestReads {
  find(fundingRequestId: string, work: Work): Promise<StoredRequest | undefined>;
  /** In the order asked for; those that are not there are left out. @throws NotReadableError */
  findMany(fundingRequestIds: readonly string[], work: Work): Promise<StoredRequest[]>;
  /** Those of them that can be read. */
  findEach(fundingRequestIds: readonly string[], work: Work): Promise<StoredRequest[]>;
  /** What has become of a request, oldest first: the latest that a look takes. Each applicant's part of it is bounded. */
  listHistory(fundingRequestId: string, work: Work): Promise<HistoryEntry[]>;
  /** What somebody has been awarded by the pots of a scheme, under all of their addresses. */
  findAllowance(workEmail: string, scheme: string, work: Work): Promise<PersonAllowance>;
  /** Longest in this status first. */
  listByStatus(
    status: FundingStatus,
    page: PageRequest & Range,
    work: Work,
    isWanted?: (request: StoredRequest) => boolean,
  ): Promise<Page<StoredRequest>>;
  /** Those with which the clock has something to do by this instant, page by page. */
  walkToTend(until: string, work: Work): AsyncGenerator<StoredRequest[], void, undefined>;
}

export interface FundingRequests extends RequestReads, Statements {
  change(change: RequestChange, options: CommitOptions): Promise<RequestOutcome>;
}

interface Deps {
  readonly records: Records<RequestViews>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly hub: Pick<Hub, 'retention' | 'funding'>;
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

  findAllowance: createFindAllowance({ records }),
  listByStatus(status, page, work, isWanted) {
    const options = { ...page, only: isWanted && onlyThose(isWanted) };
    return records.list(HeldRequest, lists.fundingByStatus(status), options, work);
  },
  walkToTend: (until, work) => records.walk(HeldRequest, lists.fundingToTend, { to: until }, work),
});

function createRequestChange(deps: Deps): FundingRequests['change'] {
  const { records, newId } = deps;
  const writes = createRequestWrites(deps);
  const statementWrites = createStatementWrites(deps);
  const moneyWrites = createMoneyWrites({ newId, retention: deps.hub.retention });
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
  ...createStatements(deps),
  change: createRequestChange(deps),
});
