import { put, type Write } from '../engine/writes.ts';
import { type EmailRef, inEmailsOwed, keys } from '../keys.ts';
import { type LinkedKind, linkedKinds } from '../kinds.ts';
import { EmailRecord, emailSubjects } from './items.ts';

/** An email that a change owes to somebody: written in the change's own transaction, sent from the table's stream. */
export interface OwedEmail {
  readonly emailId: string;
  readonly kind: string;
  readonly to: string;
  readonly about: { readonly kind: (typeof emailSubjects)[number]; readonly id: string };
  readonly facts: Readonly<Record<string, unknown>>;
  /** Seconds since 1970; none where there is nothing for the reader to manage. */
  readonly linkExpiresAt?: number;
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
export type EmailContents = Pick<OwedEmail, 'emailId' | 'kind' | 'facts'>;

/** Whether this code knows what that is; newer code may write emails about more. */
export const isEmailSubject = (kind: string): boolean => emailSubjects.some((subject) => subject === kind);

/** So long after it should have left, an email has been lost on its way, and the net takes it up. */
const overdueMs = 15 * 60_000;
const later = (from: Date, milliseconds: number): string => new Date(from.getTime() + milliseconds).toISOString();

export function oweEmail(email: OwedEmail, now: Date): Write<typeof EmailRecord> {
  const createdAt = now.toISOString();
  return put(EmailRecord, keys.email(email), {
    ...email,
    createdAt,
    attempts: 0,
    ...inEmailsOwed(email.emailId, { dueAt: later(now, overdueMs), createdAt, kind: email.kind }),
  });
}
