import type { Context } from 'aws-lambda';
import type { InvoiceStatus } from '#domain/funding/invoice.ts';
import type { FundingStatus } from '#domain/funding/request.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import { londonDay } from '#domain/time/london.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { Log } from '#platform/logger.ts';
import { type Work, workWithin } from '#platform/work.ts';
import type { FundingQueues } from '#records/funding/queues.ts';
import type { FundingUseCaseDeps } from '../use-case-deps.ts';

const requestQueues: readonly (readonly [FundingStatus, string])[] = [
  ['submitted', 'Requests to take up'],
  ['in-review', 'Requests in review'],
  ['information-requested', 'Requests waiting for the applicant'],
  ['awaiting-statement', 'Requests waiting for a statement'],
];
const invoiceQueues: readonly (readonly [InvoiceStatus, string])[] = [
  ['received', 'Invoices to match'],
  ['matched', 'Invoices to approve'],
  ['approved', 'Invoices to pay'],
  ['payment-failed', 'Payments that failed'],
  ['queried', 'Invoices that were queried'],
];

/** Tells staff once a day which queues grow old; nothing where none does. */
export const createSendDigest =
  (deps: Pick<FundingUseCaseDeps, 'hub' | 'clock' | 'newId'> & { readonly queues: FundingQueues; readonly log: Log }) =>
  async (_event: unknown, context: Context): Promise<{ queues: number }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    const now = deps.clock();
    const before = addDays(now, -deps.hub.funding.digestAfterDays).toISOString();
    const days = (since: string) => Math.floor((now.getTime() - Date.parse(since)) / 86_400_000);

    const waiting = await Promise.all([
      ...requestQueues.map(async ([status, name]) => ({ name, ...(await deps.queues.requests(status, before, work)) })),
      ...invoiceQueues.map(async ([status, name]) => ({ name, ...(await deps.queues.invoices(status, before, work)) })),
      escalated(deps.queues, work),
    ]);
    const queues = waiting
      .filter(({ count }) => count > 0)
      .map(({ name, count, since = before }) => ({ name, count, oldestDays: days(since) }))
      .toSorted((a, b) => b.oldestDays - a.oldestDays);
    if (queues.length > 0) {
      const day = londonDay(now.toISOString());
      const contents = owedMessage(deps.newId(), { kind: 'funding-digest', facts: { day, queues } });
      await deps.queues.oweDigest(day, deps.hub.contact.email, contents, work);
    }
    deps.log.event('funding-digest', { queues: queues.length });
    return { queues: queues.length };
  };

const escalated = async (queues: FundingQueues, work: Work) => ({
  name: 'Progress reports long overdue',
  ...(await queues.escalated(work)),
});
