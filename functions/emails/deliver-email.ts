import { manageUrl, staffUrl } from '#email/manage-url.ts';
import { composeMime, type EmailDocument } from '#email/mime.ts';
import { EmailMessage, render } from '#email/registry.ts';
import type { SendEmail } from '#email/send-email.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import { NotReadableError } from '#platform/errors.ts';
import type { Handled } from '#platform/fifo-consumer.ts';
import { type Random, sha256 } from '#platform/ids.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import type { Work } from '#platform/work.ts';
import { type Emails, isEmailSubject, isSettled, opensOf, type StoredEmail } from '#records/emails/emails.ts';
import type { EmailRef } from '#records/keys.ts';

export interface DeliverEmailDeps {
  readonly hub: Hub;
  readonly emails: Emails;
  readonly sendEmail: SendEmail;
  /** What is attached to a message of some kinds; nothing to most. */
  readonly makeDocuments: (message: EmailMessage) => Promise<readonly EmailDocument[]>;
  readonly from: string;
  readonly siteUrl: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly counter: Counter;
}

/**
 * While it is not known whether an email was sent, nobody sends it again: SES's own “send” event, which names the email,
 * settles that long before this is over. Only if it never comes is the email sent again: late twice is better than never.
 */
const leaseSeconds = 600;

/** 20 s, 40 s, … up to 15 minutes: about three hours for the eighteen attempts. */
const retryAfterSeconds = (attempt: number): number => Math.min(900, 10 * 2 ** attempt);

const mostAttempts = 18;

const suppressed = 'address-suppressed';

/** Its text or its documents could not be made: of this email, whatever SES would say. */
const notComposed = 'not-composed';

/** A wait as long as this does not stand in the queue, which gives up after a while: the net takes the email up again. */
const longestInQueueSeconds = 900;

/** A rate that was too high is over in seconds, a paused account in days: half of the email's age, up to half an hour. */
function waitSeconds({ createdAt }: StoredEmail, now: Date): number {
  const ageSeconds = (now.getTime() - Date.parse(createdAt)) / 1000;
  return Math.min(1800, Math.max(5, Math.ceil(ageSeconds / 2)));
}

const done: Handled = { outcome: 'done' };

/** None where the email is of a kind, says something or is about something that only newer code knows. */
function messageOf({ kind, facts, about }: StoredEmail): EmailMessage | undefined {
  const message = EmailMessage.safeParse({ kind, facts });
  return message.success && isEmailSubject(about.kind) ? message.data : undefined;
}

const named = ({ emailId, about }: EmailRef) => ({ emailId, about: `${about.kind} ${about.id}` });

export const createDeliverEmail = (deps: DeliverEmailDeps) => {
  const inSeconds = (seconds: number): string => new Date(deps.clock().getTime() + seconds * 1000).toISOString();

  /** The token is made here and now, so that it stands in the email and nowhere else; only its hash is kept. */
  async function mintLink({ about, linkExpiresAt }: StoredEmail, work: Work) {
    const opens = opensOf(about);
    if (opens === undefined || linkExpiresAt === undefined)
      return { url: staffUrl(deps.siteUrl, about), forget: async () => undefined };
    const token = Buffer.from(deps.random(32)).toString('base64url');
    // Kept before it leaves, so that no link is ever mailed that opens nothing.
    await deps.emails.keepManageToken(opens, sha256(token), linkExpiresAt, work);
    return {
      url: manageUrl(deps.siteUrl, opens, token),
      /** Where it certainly left in no email: an email that is tried a hundred times leaves no hundred tokens. */
      forget: () => deps.emails.forgetManageToken(opens, sha256(token), work),
    };
  }

  async function giveUp(email: StoredEmail, reason: string, work: Work): Promise<Handled> {
    await deps.emails.giveUp(email, reason, work);
    deps.log.event('email-given-up', { ...named(email), kind: email.kind, reason, attempt: email.attempts });
    // Apart, since anybody can cause it by an address that refuses mail.
    deps.counter.count(reason === suppressed ? 'EmailToSuppressedAddress' : 'EmailGivenUp');
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

  async function compose(email: StoredEmail, message: EmailMessage, link: string) {
    const { hub, siteUrl } = deps;
    const attachments = await deps.makeDocuments(message);
    return composeMime({
      ...render(message, { hub, siteUrl, manageUrl: link, now: deps.clock(), to: email.to }),
      attachments,
      from: { name: hub.name, address: deps.from },
      replyTo: hub.contact.email,
      to: email.to,
      emailId: email.emailId,
    });
  }

  async function send(email: StoredEmail, work: Work): Promise<Handled> {
    const { emailId, kind, about, to, attempts: attempt } = email;
    const message = messageOf(email);
    if (message === undefined) {
      deps.log.event('email-not-readable', { ...named(email), kind });
      deps.counter.count('EmailNotReadable');
      return putOff(email, longestInQueueSeconds, work);
    }
    if (await deps.emails.isSuppressed(to, work)) return giveUp(email, suppressed, work);

    const link = await mintLink(email, work);
    const mime = await compose(email, message, link.url).catch((error: unknown) => {
      deps.log.event('event-failed', { error });
      return undefined;
    });
    if (mime === undefined) {
      await link.forget();
      return tryLater(email, notComposed, work);
    }
    const sending = await deps.sendEmail(mime, { to, emailId, about, kind }, work.signal);
    if (sending.outcome !== 'sent' && sending.outcome !== 'unknown') await link.forget();
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
        await deps.emails.expectLater(email, inSeconds(leaseSeconds + longestInQueueSeconds), work);
        deps.log.event('email-doubtful', { emailId, kind, reason: sending.reason, attempt });
        return { outcome: 'later', inSeconds: leaseSeconds };
    }
  }

  /**
   * Whether an earlier email about the same thing is still owed. Queues keep their order only as long as nothing leaves them: what
   * the net, a dead letter or another queue brings may come out of turn. What this code cannot read keeps nobody waiting.
   */
  async function waitsForEarlier({ emailId, about }: EmailRef, work: Work): Promise<boolean> {
    const emails = await deps.emails.listAbout(about, work);
    const own = emails.findIndex((email) => email.emailId === emailId);
    return emails.some((email, index) => index < own && !isSettled(email) && messageOf(email) !== undefined);
  }

  async function tryToDeliver(email: EmailRef, work: Work): Promise<Handled> {
    if (await waitsForEarlier(email, work)) {
      // It leaves the queue, where it would stand before the one that it waits for, and comes back by the net.
      deps.log.event('email-waits-for-earlier', named(email));
      return done;
    }
    const lease = await deps.emails.lease(email, inSeconds(leaseSeconds), work);
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
