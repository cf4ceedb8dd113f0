import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { instant } from '#domain/time/instant.ts';
import type { Clock } from '#platform/clock.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import { type Work, workWithin } from '#platform/work.ts';
import type { Emails } from '#records/emails/email-store.ts';
import type { EmailOwed } from '#records/emails/owed.ts';
import type { EmailsQueue } from '#records/emails/queue.ts';

/** Owed so long, a person should look. */
const tooLongMinutes = 60;
const mostAtOnce = 4000;

/**
 * The schedule says nothing. A person who has mended why emails were given up says in which period that was, as ISO 8601 UTC, `to` not
 * included (runbook `email-given-up`).
 */
const Wanted = z.object({ givenUp: z.object({ from: instant, to: instant }).optional() });

/**
 * The outbox's net: whatever was lost between a change and its email (a stream that could not be read for a day, a queue
 * that was emptied), the email is still on the list of those owed, and goes in line again.
 */
export const createRequeueOwedEmails = (deps: {
  readonly emails: Emails;
  readonly enqueue: EmailsQueue;
  readonly clock: Clock;
  readonly log: Log;
  readonly counter: Counter;
}) => {
  /** A later word about the same thing has been sent: this one would say what is no longer so. */
  async function isOvertaken({ emailId, about }: EmailOwed, work: Work): Promise<boolean> {
    const emails = await deps.emails.listAbout(about, work);
    const own = emails.findIndex((email) => email.emailId === emailId);
    return emails.some(({ sentAt }, index) => index > own && sentAt !== undefined);
  }

  async function oweAgain(period: { readonly from: string; readonly to: string }, work: Work): Promise<void> {
    let [emails, overtaken] = [0, 0];
    for (const email of await deps.emails.listGivenUp(period, work)) {
      if (await isOvertaken(email, work)) overtaken += 1;
      else if (await deps.emails.oweAgain(email, work)) emails += 1;
    }
    deps.log.event('emails-owed-again', { emails, overtaken });
  }

  return async (event: unknown, context: Context): Promise<{ requeued: number }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    const { givenUp } = Wanted.parse(event);
    if (givenUp) await oweAgain(givenUp, work);
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
};
