import { manageUrl, staffUrl } from '../../shared/email/manage-url.ts';
import { EmailMessage, render } from '../../shared/email/messages.ts';
import { composeMime, type EmailDocument } from '../../shared/email/mime.ts';
import type { SendEmail } from '../../shared/email/send-email.ts';
import type { Hub } from '../../shared/hub/hub.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Handled } from '../../shared/platform/fifo-consumer.ts';
import { type Random, sha256 } from '../../shared/platform/ids.ts';
import type { Log } from '../../shared/platform/logger.ts';
import type { Counter } from '../../shared/platform/metrics.ts';
import type { Work } from '../../shared/platform/work.ts';
import { type Emails, opensOf, type StoredEmail } from '../../shared/records/emails.ts';
import type { EmailRef } from '../../shared/records/keys.ts';

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

const done: Handled = { outcome: 'done' };

export const createDeliverEmail = (deps: DeliverEmailDeps) => {
  /** The token is made here and now, so that it stands in the email and nowhere else; only its hash is kept. */
  async function mintManageUrl({ about, linkExpiresAt }: StoredEmail, work: Work): Promise<string> {
    const opens = opensOf(about);
    if (opens === undefined || linkExpiresAt === undefined) return staffUrl(deps.siteUrl, about);
    const token = Buffer.from(deps.random(32)).toString('base64url');
    await deps.emails.keepManageToken(opens, sha256(token), linkExpiresAt, work);
    return manageUrl(deps.siteUrl, opens, token);
  }

  async function giveUp(email: StoredEmail, reason: string, work: Work): Promise<Handled> {
    const { emailId, kind, attempts } = email;
    await deps.emails.giveUp(email, reason, work);
    deps.log.event('email-given-up', { emailId, kind, reason, attempt: attempts });
    deps.counter.count('EmailGivenUp');
    return done;
  }

  async function compose(email: StoredEmail, message: EmailMessage, work: Work): Promise<Buffer> {
    const { hub, siteUrl } = deps;
    const link = await mintManageUrl(email, work);
    const rendered = render(message, { hub, siteUrl, manageUrl: link, now: deps.clock(), to: email.to });
    return composeMime({
      ...rendered,
      attachments: await deps.makeDocuments(message),
      from: { name: hub.name, address: deps.from },
      replyTo: hub.contact.email,
      to: email.to,
      emailId: email.emailId,
    });
  }

  async function send(email: StoredEmail, work: Work): Promise<Handled> {
    const { emailId, kind, about, to, attempts: attempt } = email;
    const message = EmailMessage.safeParse({ kind, facts: email.facts });
    if (!message.success) return giveUp(email, 'not-renderable', work);
    if (await deps.emails.isSuppressed(to, work)) return giveUp(email, 'address-suppressed', work);

    const mime = await compose(email, message.data, work);
    const sending = await deps.sendEmail(mime, { to, emailId, about, kind }, work.signal);
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
      case 'not-sent': {
        await deps.emails.release(email, work);
        if (attempt >= mostAttempts) return giveUp(email, sending.reason, work);
        const inSeconds = retryAfterSeconds(attempt);
        deps.log.event('email-not-sent', { emailId, kind, reason: sending.reason, attempt, retryInSeconds: inSeconds });
        return { outcome: 'later', inSeconds };
      }
      case 'unknown':
        deps.log.event('email-doubtful', { emailId, kind, reason: sending.reason, attempt });
        return { outcome: 'later', inSeconds: leaseSeconds };
    }
  }

  return async (email: EmailRef, work: Work): Promise<Handled> => {
    const until = new Date(deps.clock().getTime() + leaseSeconds * 1000).toISOString();
    const lease = await deps.emails.lease(email, until, work);
    switch (lease.outcome) {
      case 'settled':
        return done;
      case 'held': {
        const inSeconds = Math.ceil((Date.parse(lease.until) - deps.clock().getTime()) / 1000);
        return { outcome: 'later', inSeconds: Math.max(1, inSeconds) };
      }
      case 'leased':
        return send(lease.email, work);
    }
  };
};

export type DeliverEmail = ReturnType<typeof createDeliverEmail>;
