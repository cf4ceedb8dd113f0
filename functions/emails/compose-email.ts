import { manageUrl, staffUrl } from '#email/manage-url.ts';
import { composeMime, type EmailAttachment } from '#email/mime.ts';
import { stopHeaders, stopPageUrl, stopToken } from '#email/news/stop-news.ts';
import { EmailMessage, render } from '#email/registry.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import { newToken, type Random, sha256 } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import type { Emails } from '#records/emails/email-store.ts';
import { isEmailSubject, type Opens, opensOf } from '#records/emails/emails.ts';
import type { StoredEmail } from '#records/emails/sending.ts';

export interface ComposeEmailDeps {
  readonly hub: Hub;
  readonly emails: Pick<Emails, 'keepManageToken' | 'forgetManageToken'>;
  /** What is attached to a message of some kinds; nothing to most. */
  readonly makeAttachments: (message: EmailMessage) => Promise<readonly EmailAttachment[]>;
  readonly from: string;
  readonly siteUrl: string;
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** None where the email is of a kind, says something or is about something that only newer code knows. */
export function messageOf({ kind, facts, about }: StoredEmail): EmailMessage | undefined {
  const message = EmailMessage.safeParse({ kind, facts });
  return message.success && isEmailSubject(about.kind) ? message.data : undefined;
}

/** What brings the reader of an email to what it is about. */
interface Link {
  readonly url: string;
  /** What a mail program offers by itself. */
  readonly headers?: Readonly<Record<string, string>>;
}

export function createComposeEmail(deps: ComposeEmailDeps) {
  function linkTo(opens: Opens, secret: string): Link {
    if (opens.kind !== 'news') return { url: manageUrl(deps.siteUrl, opens, secret) };
    const token = stopToken(opens.id, secret);
    return { url: stopPageUrl(deps.siteUrl, token), headers: stopHeaders(deps.apiUrl, token) };
  }

  /** The token is made here and now, so that it stands in the email and nowhere else; only its hash is kept. */
  async function mintLink({ about, linkExpiresAt, mailboxName }: StoredEmail, work: Work) {
    const opens = opensOf(about);
    if (opens === undefined || linkExpiresAt === undefined)
      return { link: { url: staffUrl(deps.siteUrl, about) }, forget: async () => undefined };
    const token = newToken(deps.random);
    // Kept before it leaves, so that no link is ever mailed that opens nothing.
    await deps.emails.keepManageToken({ opens, tokenHash: sha256(token), endsAt: linkExpiresAt, mailboxName }, work);
    return {
      link: linkTo(opens, token),
      /** Where it certainly left in no email: an email that is tried a hundred times leaves no hundred tokens. */
      forget: () => deps.emails.forgetManageToken(opens, sha256(token), work),
    };
  }

  async function compose(email: StoredEmail, message: EmailMessage, { url, headers = {} }: Link) {
    const { hub, siteUrl } = deps;
    const attachments = await deps.makeAttachments(message);
    return composeMime({
      ...render(message, { hub, siteUrl, manageUrl: url, now: deps.clock(), to: email.to }),
      attachments,
      headers,
      from: { name: hub.name, address: deps.from },
      replyTo: hub.contact.email,
      to: email.to,
      emailId: email.emailId,
    });
  }

  return { mintLink, compose };
}
