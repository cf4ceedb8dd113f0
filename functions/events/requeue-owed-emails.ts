import type { Context } from 'aws-lambda';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Log } from '../../shared/platform/logger.ts';
import type { Counter } from '../../shared/platform/metrics.ts';
import { workWithin } from '../../shared/platform/work.ts';
import type { Emails, StoredEmail } from '../../shared/records/emails.ts';
import type { EmailsQueue } from './emails-queue.ts';

/** Younger ones are still on their ordinary way, or within the lease of whoever is sending them. */
const overdueMinutes = 15;
/** Owed so long, a person should look. */
const tooLongMinutes = 60;
const pageSize = 100;
const mostPages = 20;
/**
 * The outbox's net: whatever was lost between a change and its email (a stream that could not be read for a day, a queue
 * that was emptied), the email is still on the list of those owed, and goes in line again.
 */
export const createRequeueOwedEmails =
  (deps: {
    readonly emails: Emails;
    readonly enqueue: EmailsQueue;
    readonly clock: Clock;
    readonly log: Log;
    readonly counter: Counter;
  }) =>
  async (_event: unknown, context: Context): Promise<{ requeued: number }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    const now = deps.clock();
    const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

    const overdue: StoredEmail[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const { items, nextCursor } = await deps.emails.listOwed({ limit: pageSize, cursor }, work);
      overdue.push(...items.filter(({ createdAt }) => createdAt <= before(overdueMinutes)));
      cursor = nextCursor;
      if (cursor === undefined || overdue.length < (page + 1) * pageSize) break;
    }

    const oldest = overdue[0];
    if (oldest) {
      await deps.enqueue(overdue);
      const oldestMinutes = Math.floor((now.getTime() - Date.parse(oldest.createdAt)) / 60_000);
      deps.log.event('emails-requeued', { emails: overdue.length, oldestMinutes });
      deps.counter.count(
        'EmailsOwedTooLong',
        overdue.filter(({ createdAt }) => createdAt <= before(tooLongMinutes)).length,
      );
    }
    deps.counter.flush();
    return { requeued: overdue.length };
  };
