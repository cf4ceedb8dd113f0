import type { InvoiceStatus } from '#domain/funding/invoice.ts';
import type { FundingStatus } from '#domain/funding/request.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put } from '../engine/writes.ts';
import { keys, type List, lists } from '../keys.ts';
import { DigestRecord, FundingRequestRecord, InvoiceRecord } from './items.ts';

export interface Queue {
  readonly count: number;
  /** Of the one that has waited longest; ISO 8601 UTC. */
  readonly since?: string;
}

/** How long things wait, counted without reading what they say. */
export interface FundingQueues {
  /** Those that have been in a status since before an instant. */
  requests(status: FundingStatus, before: string, work: Work): Promise<Queue>;
  invoices(status: InvoiceStatus, before: string, work: Work): Promise<Queue>;
  /** Whose progress was chased in vain. */
  escalated(work: Work): Promise<Queue>;
  /** Owes staff a day's digest, once. */
  oweDigest(day: string, to: string, contents: EmailContents, work: Work): Promise<void>;
}

const Waiting = view('decide-funding', FundingRequestRecord, ['statusSince', 'expiresAt']);
const WaitingInvoice = view('pay', InvoiceRecord, ['statusSince', 'expiresAt']);
const Chased = view('decide-funding', FundingRequestRecord, ['progress', 'expiresAt']);

export function createFundingQueues(deps: {
  readonly records: RecordsFor<'decide-funding' | 'pay'>;
  readonly clock: Clock;
  readonly newId: NewId;
}): FundingQueues {
  const { records, clock, newId } = deps;

  async function queueOf(list: List, schema: typeof Waiting | typeof WaitingInvoice, to: string, work: Work) {
    const [count, oldest] = await Promise.all([
      records.count(list, { to }, work),
      records.list(schema, list, { limit: 1, to }, work),
    ]);
    const since = oldest.items[0]?.statusSince;
    return { count, ...(since !== undefined && { since }) };
  }

  return {
    requests: (status, before, work) => queueOf(lists.fundingByStatus(status), Waiting, before, work),
    invoices: (status, before, work) => queueOf(lists.invoicesByStatus(status), WaitingInvoice, before, work),

    async escalated(work) {
      const since: string[] = [];
      for (const status of ['approved', 'enrolled'] as const) {
        for await (const page of records.walk(Chased, lists.fundingByStatus(status), {}, work)) {
          const reports = page.flatMap(({ progress }) => progress);
          since.push(
            ...reports.flatMap(({ escalatedAt, reportedAt }) =>
              reportedAt === undefined && escalatedAt !== undefined ? [escalatedAt] : [],
            ),
          );
        }
      }
      const [first] = since.sort();
      return { count: since.length, ...(first !== undefined && { since: first }) };
    },

    async oweDigest(day, to, contents, work) {
      const sentAt = clock().toISOString();
      // Refused where the day's was owed before: nothing more is.
      await records.commit(
        {
          digest: put(DigestRecord, keys.digest(day), {
            day,
            sentAt,
          }),
          email: oweEmail({ ...contents, to, about: { kind: 'funding-queues', id: newId() } }, clock()),
        },
        { work },
      );
    },
  };
}
