import { type EmailMessage, isNews } from '#email/registry.ts';
import type { SendEmail } from '#email/send-email.ts';
import { NotReadableError } from '#platform/errors.ts';
import type { Handled } from '#platform/fifo-consumer.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import type { Work } from '#platform/work.ts';
import type { Emails } from '#records/emails/email-store.ts';
import type { FindRecipient } from '#records/emails/recipients.ts';
import { isSettled, type StoredEmail } from '#records/emails/sending.ts';
import type { EmailRef } from '#records/keys.ts';
import type { FindNewsRefusal, NewsRefusal } from '#records/news/refusals.ts';
import { type ComposeEmailDeps, createComposeEmail, messageOf } from './compose-email.ts';
import { createPostponeEmail, done, longestInQueueSeconds, named, secondsFrom, suppressed } from './postpone-email.ts';

export interface DeliverEmailDeps extends ComposeEmailDeps {
  readonly emails: Emails;
  readonly findRecipient: FindRecipient;
  readonly findNewsRefusal: FindNewsRefusal;
  readonly sendEmail: SendEmail;
  readonly log: Log;
  readonly counter: Counter;
}

/**
 * While it is not known whether an email was sent, nobody sends it again: SES's own “send” event, which names the email,
 * settles that long before this is over. Only if it never comes is the email sent again: late twice is better than never.
 */
const leaseSeconds = 600;

/** Its text or its documents could not be made: of this email, whatever SES would say. */
const notComposed = 'not-composed';

/** A rate that was too high is over in seconds, a paused account in days: half of the email's age, up to half an hour. */
function waitSeconds({ createdAt }: StoredEmail, now: Date): number {
  const ageSeconds = (now.getTime() - Date.parse(createdAt)) / 1000;
  return Math.min(1800, Math.max(5, Math.ceil(ageSeconds / 2)));
}

/**
 * Whether an earlier email about the same thing is still owed. Queues keep their order only as long as nothing leaves them: what
 * the net, a dead letter or another queue brings may come out of turn. What this code cannot read keeps nobody waiting.
 */
async function waitsForEarlier(
  { listAbout }: Pick<Emails, 'listAbout'>,
  { emailId, about }: EmailRef,
  work: Work,
): Promise<boolean> {
  const emails = await listAbout(about, work);
  const own = emails.findIndex((email) => email.emailId === emailId);
  return emails.some((email, index) => index < own && !isSettled(email) && messageOf(email) !== undefined);
}

/** What keeps an email of news from leaving, asked as it leaves. Where it says of no person whom it is for, nobody consents to it. */
async function refusalOf(
  { findNewsRefusal }: DeliverEmailDeps,
  { about, to: workEmail, mailboxName }: StoredEmail,
  message: EmailMessage,
  work: Work,
): Promise<NewsRefusal | undefined> {
  if (!isNews(message)) return undefined;
  if (about.kind !== 'news') return 'consent-ended';
  return findNewsRefusal({ newsId: message.facts.newsId, personId: about.id, workEmail, mailboxName }, work);
}

/** Sends an email to which it has the sole right. */
function createSend(deps: DeliverEmailDeps) {
  const { mintLink, compose } = createComposeEmail(deps);
  const { giveUp, putOff, tryLater, withhold } = createPostponeEmail(deps);

  return async function send(email: StoredEmail, work: Work): Promise<Handled> {
    const { emailId, kind, about, attempts: attempt } = email;
    const message = messageOf(email);
    if (message === undefined) {
      deps.log.event('email-not-readable', { ...named(email), kind });
      deps.counter.count('EmailNotReadable');
      return putOff(email, longestInQueueSeconds, work);
    }
    const refusal = await refusalOf(deps, email, message, work);
    if (refusal) return withhold(email, refusal, work);
    const to = await deps.findRecipient(email, work);
    if (to === undefined) return giveUp(email, suppressed, work);

    const { link, forget } = await mintLink(email, work);
    const mime = await compose({ ...email, to }, message, link).catch((error: unknown) => {
      deps.log.event('event-failed', { error });
      return undefined;
    });
    if (mime === undefined) {
      await forget();
      return tryLater(email, notComposed, work);
    }
    const sending = await deps.sendEmail(mime, { to, emailId, about, kind }, work.signal);
    if (sending.outcome !== 'sent' && sending.outcome !== 'unknown') await forget();
    switch (sending.outcome) {
      case 'sent': {
        const { sesMessageId } = sending;
        await deps.emails.recordSent(email, sesMessageId, work);
        deps.log.event('email-sent', { emailId, kind, sesMessageId, attempt });
        deps.counter.count('EmailSent');
        return done;
      }
      case 'refused':
        return giveUp(email, sending.reason, work);
      case 'stopped': {
        const retryInSeconds = waitSeconds(email, deps.clock());
        deps.log.event('email-not-sent', { emailId, kind, reason: sending.reason, attempt, retryInSeconds });
        deps.counter.count('SendingStopped');
        return putOff(email, retryInSeconds, work);
      }
      case 'not-sent':
        return tryLater(email, sending.reason, work);
      case 'unknown':
        await deps.emails.expectLater(email, secondsFrom(deps.clock(), leaseSeconds + longestInQueueSeconds), work);
        deps.log.event('email-doubtful', { emailId, kind, reason: sending.reason, attempt });
        return { outcome: 'later', inSeconds: leaseSeconds };
    }
  };
}

export const createDeliverEmail = (deps: DeliverEmailDeps) => {
  const send = createSend(deps);

  async function tryToDeliver(email: EmailRef, work: Work): Promise<Handled> {
    if (await waitsForEarlier(deps.emails, email, work)) {
      // It leaves the queue, where it would stand before the one that it waits for, and comes back by the net.
      deps.log.event('email-waits-for-earlier', named(email));
      return done;
    }
    const lease = await deps.emails.lease(email, secondsFrom(deps.clock(), leaseSeconds), work);
    switch (lease.outcome) {
      case 'settled':
        return done;
      case 'held': {
        const seconds = Math.ceil((Date.parse(lease.until) - deps.clock().getTime()) / 1000);
        return { outcome: 'later', inSeconds: Math.max(1, seconds) };
      }
      case 'leased':
        return send(lease.email, work);
    }
  }

  return async (email: EmailRef, work: Work): Promise<Handled> => {
    try {
      return await tryToDeliver(email, work);
    } catch (error) {
      if (!(error instanceof NotReadableError)) throw error;
      // Of a version that only newer code knows: it stays owed, and keeps none of the others waiting.
      deps.log.event('email-not-readable', { ...named(email), kind: '?' });
      deps.counter.count('EmailNotReadable');
      return done;
    }
  };
};

export type DeliverEmail = ReturnType<typeof createDeliverEmail>;
