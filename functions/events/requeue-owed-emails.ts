import type { Context } from 'aws-lambda';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Log } from '../../shared/platform/logger.ts';
import type { Counter } from '../../shared/platform/metrics.ts';
import { workWithin } from '../../shared/platform/work.ts';
import type { Emails } from '../../shared/records/emails.ts';
import type { EmailsQueue } from './emails-queue.ts';

/** Owed so long, a person should look. */
const tooLongMinutes = 60;
const mostAtOnce = 4000;

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
    const tooOld = new Date(now.getTime() - tooLongMinutes * 60_000).toISOString();

    const owed = await deps.emails.listOwed(mostAtOnce, work);
    const due = owed.filter(({ dueAt }) => dueAt <= now.toISOString());
    // In the order in which they were made, so that those about one thing keep theirs.
    await deps.enqueue(due.sort((a, b) => (a.emailId < b.emailId ? -1 : 1)));
    if (due.length > 0) {
      const oldest = Math.min(...due.map(({ createdAt }) => Date.parse(createdAt)));
      const oldestMinutes = Math.floor((now.getTime() - oldest) / 60_000);
      deps.log.event('emails-requeued', { emails: due.length, oldestMinutes });
    }
    const tooLong = owed.filter(({ createdAt }) => createdAt <= tooOld).length;
    if (tooLong > 0) deps.counter.count('EmailsOwedTooLong', tooLong);
    deps.counter.flush();
    return { requeued: due.length };
  };
