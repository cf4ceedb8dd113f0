import type { Clock } from '#platform/clock.ts';
import type { Handled } from '#platform/fifo-consumer.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import type { Work } from '#platform/work.ts';
import type { Emails } from '#records/emails/email-store.ts';
import type { StoredEmail } from '#records/emails/sending.ts';
import type { EmailRef } from '#records/keys.ts';
import type { NewsRefusal } from '#records/news/refusals.ts';

/** 20 s, 40 s, … up to 15 minutes: about three hours for the eighteen attempts. */
const retryAfterSeconds = (attempt: number): number => Math.min(900, 10 * 2 ** attempt);

const mostAttempts = 18;

/** A wait as long as this does not stand in the queue, which gives up after a while: the net takes the email up again. */
export const longestInQueueSeconds = 900;

export const suppressed = 'address-suppressed';

export const done: Handled = { outcome: 'done' };

export const named = ({ emailId, about }: EmailRef) => ({ emailId, about: `${about.kind} ${about.id}` });

/** As ISO 8601 UTC. */
export const secondsFrom = (now: Date, seconds: number): string =>
  new Date(now.getTime() + seconds * 1000).toISOString();

/** What becomes of an email that is not sent now. */
export function createPostponeEmail(deps: {
  readonly emails: Pick<Emails, 'giveUp' | 'putOff'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly counter: Counter;
}) {
  const inSeconds = (seconds: number): string => secondsFrom(deps.clock(), seconds);

  async function giveUp(email: StoredEmail, reason: string, work: Work): Promise<Handled> {
    await deps.emails.giveUp(email, reason, work);
    deps.log.event('email-given-up', { ...named(email), kind: email.kind, reason, attempt: email.attempts });
    // Apart, since anybody can cause it by an address that refuses mail.
    deps.counter.count(reason === suppressed ? 'EmailToSuppressedAddress' : 'EmailGivenUp');
    return done;
  }

  /** It is owed no more, since who it is for, or who wrote it, wants it no more: that is no failure, and nobody is told of it. */
  async function withhold(email: StoredEmail, reason: NewsRefusal, work: Work): Promise<Handled> {
    await deps.emails.giveUp(email, reason, work);
    deps.log.event('news-withheld', { emailId: email.emailId, kind: email.kind, reason });
    deps.counter.count('NewsWithheld');
    return done;
  }

  /** Puts an email off for what it cannot help: that counts as no attempt. */
  async function putOff(email: StoredEmail, seconds: number, work: Work): Promise<Handled> {
    if (seconds < longestInQueueSeconds) {
      await deps.emails.putOff(email, inSeconds(seconds + longestInQueueSeconds), 'counts-not', work);
      return { outcome: 'later', inSeconds: seconds };
    }
    await deps.emails.putOff(email, inSeconds(seconds), 'counts-not', work);
    return done;
  }

  /** Counts as an attempt, of which there are so many. */
  async function tryLater(email: StoredEmail, reason: string, work: Work): Promise<Handled> {
    const { emailId, kind, attempts: attempt } = email;
    if (attempt >= mostAttempts) return giveUp(email, reason, work);
    const retryInSeconds = retryAfterSeconds(attempt);
    await deps.emails.putOff(email, inSeconds(retryInSeconds + longestInQueueSeconds), 'counts', work);
    deps.log.event('email-not-sent', { emailId, kind, reason, attempt, retryInSeconds });
    return { outcome: 'later', inSeconds: retryInSeconds };
  }

  return { giveUp, putOff, tryLater, withhold };
}
