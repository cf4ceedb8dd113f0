import type { OfSort } from '#domain/email-sort.ts';
import { put, type Write } from '../engine/writes.ts';
import { type EmailRef, inEmailsOwed, keys } from '../keys.ts';
import { type LinkedKind, linkedKinds } from '../kinds.ts';
import { type Consented, newsConsentStands } from '../people/choices.ts';
import { takesNews } from '../people/unsubscribed.ts';
import { EmailRecord, emailSubjects } from './items.ts';

interface AnyEmail {
  readonly emailId: string;
  readonly kind: string;
  readonly to: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Seconds since 1970; none where there is nothing for the reader to manage. */
  readonly linkExpiresAt?: number;
  readonly mailboxName?: string;
}

/** An email that a change owes to somebody: written in the change's own transaction, sent from the table's stream. News is none. */
export interface OwedEmail extends AnyEmail, OfSort<'service'> {
  readonly about: { readonly kind: Exclude<(typeof emailSubjects)[number], 'news'>; readonly id: string };
}

/** What the link in an email opens. */
export interface Opens {
  readonly kind: LinkedKind;
  readonly id: string;
}

/** What the link in an email about this opens; nothing where it leads staff to a page that they sign in to. */
export const opensOf = ({ kind, id }: EmailRef['about']): Opens | undefined => {
  const linked = linkedKinds.find((each) => each === kind);
  return linked && { kind: linked, id };
};

/** What an email says, before it is known to whom and about what. */
export type EmailContents = Pick<AnyEmail, 'emailId' | 'kind' | 'facts'> & OfSort<'service'>;
export type NewsContents = Pick<AnyEmail, 'emailId' | 'kind' | 'facts'> & OfSort<'news'>;

/** Whether this code knows what that is; newer code may write emails about more. */
export const isEmailSubject = (kind: string): boolean => emailSubjects.some((subject) => subject === kind);

/** So long after it should have left, an email has been lost on its way, and the net takes it up. */
const overdueMs = 15 * 60_000;
const later = (from: Date, milliseconds: number): string => new Date(from.getTime() + milliseconds).toISOString();

export const oweEmail = (email: OwedEmail, now: Date): Write<typeof EmailRecord> => owed(email, now);

/** Whose consent news rests on, and where they read their mail. */
export interface NewsReader {
  readonly consent: Consented;
  readonly workEmail: string;
  /** Of that mailbox, as those are named that take no news. */
  readonly mailboxName: string;
  /** Seconds since 1970. */
  readonly linkExpiresAt: number;
}

/**
 * News for somebody, and that they consent to it, which stand in one change or in none: refused where the consent was taken back, or their
 * mailbox takes no news.
 */
export function oweNews(
  contents: NewsContents,
  { consent, workEmail, mailboxName, linkExpiresAt }: NewsReader,
  now: Date,
) {
  const about = { kind: 'news', id: consent.personId } as const;
  return {
    email: owed({ ...contents, to: workEmail, about, linkExpiresAt, mailboxName }, now),
    consent: newsConsentStands(consent),
    mailbox: takesNews(mailboxName),
  };
}

function owed(
  email: AnyEmail & { readonly about: { readonly kind: (typeof emailSubjects)[number]; readonly id: string } },
  now: Date,
): Write<typeof EmailRecord> {
  const createdAt = now.toISOString();
  return put(EmailRecord, keys.email(email), {
    ...email,
    createdAt,
    attempts: 0,
    ...inEmailsOwed(email.emailId, { dueAt: later(now, overdueMs), createdAt, kind: email.kind }),
  });
}
