import type * as z from 'zod';
import type { RetentionDecisions } from '../hub/hub.ts';
import type { Clock } from '../platform/clock.ts';
import type { Work } from '../platform/work.ts';
import { expiresAt } from '../privacy/retention.ts';
import { all, any, compare, missing, present } from './expressions.ts';
import { EmailRecord, type emailSubjects, ManageTokenRecord, SuppressedAddressRecord } from './items.ts';
import { inGsi1, keys, type LinkedKind, linkedKinds, lists, sortKey } from './keys.ts';
import type { Page, PageRequest, Records } from './records.ts';
import { put, update, type Write } from './writes.ts';

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
export const opensOf = ({ kind, id }: OwedEmail['about']): Opens | undefined => {
  const linked = linkedKinds.find((each) => each === kind);
  return linked && { kind: linked, id };
};

/** What an email says, before it is known to whom and about what. */
export type EmailContents = Pick<OwedEmail, 'emailId' | 'kind' | 'facts'>;

export function oweEmail(email: OwedEmail, now: Date, retention: RetentionDecisions): Write<typeof EmailRecord> {
  const createdAt = now.toISOString();
  return put(EmailRecord, keys.email(email.emailId), {
    ...email,
    createdAt,
    attempts: 0,
    expiresAt: expiresAt('email', createdAt, retention),
    ...inGsi1(lists.emailsOwed, sortKey(createdAt, email.emailId)),
  });
}

export type StoredEmail = z.output<typeof EmailRecord>;

export type LeaseOutcome =
  | { readonly outcome: 'leased'; readonly email: StoredEmail }
  /** Sent, given up, or expired: nothing is owed. */
  | { readonly outcome: 'settled' }
  /** Somebody is sending it, or died while they were. */
  | { readonly outcome: 'held'; readonly until: string };

export type DeliveryStatus = 'sent' | 'delivered' | 'bounced' | 'complained' | 'refused';

export interface Emails {
  /** Takes the sole right to send an email until `until` (ISO 8601 UTC). */
  lease(emailId: string, until: string, work: Work): Promise<LeaseOutcome>;
  /** Gives the right back, where it is certain that nothing was sent. */
  release(emailId: string, work: Work): Promise<void>;
  recordSent(emailId: string, sesMessageId: string, work: Work): Promise<void>;
  /** The email is no longer owed: it cannot be delivered. `because` is a code, never what a server said. */
  giveUp(emailId: string, because: string, work: Work): Promise<void>;
  /** Keeps the earliest time of each status, whatever order they arrive in. Answers whether the email is still known. */
  recordStatus(emailId: string, status: DeliveryStatus, at: string, work: Work): Promise<StoredEmail | undefined>;
  isSuppressed(address: string, work: Work): Promise<boolean>;
  suppress(address: string, reason: 'bounced' | 'complained', work: Work): Promise<void>;
  /**
   * Keeps the hash of a manage token that goes out in an email; the token itself is nowhere else.
   *
   * @param endsAt - seconds since 1970
   */
  keepManageToken(opens: Opens, tokenHash: string, endsAt: number, work: Work): Promise<void>;
  /** Oldest first. */
  listOwed(page: PageRequest, work: Work): Promise<Page<StoredEmail>>;
}

const statusField = {
  sent: 'sentAt',
  delivered: 'deliveredAt',
  bounced: 'bouncedAt',
  complained: 'complainedAt',
  refused: 'gaveUpAt',
} as const satisfies Record<DeliveryStatus, keyof StoredEmail>;

const settledFields = Object.values(statusField);
// SES's events come in any order: an email that was delivered was sent, whether or not that has been heard yet.
const owed = all(present, ...settledFields.map(missing));
const isSettled = (email: StoredEmail): boolean => settledFields.some((field) => email[field] !== undefined);

export function createEmails(deps: {
  readonly records: Records;
  readonly clock: Clock;
  readonly retention: RetentionDecisions;
}): Emails {
  const { records, clock, retention } = deps;
  const now = () => clock().toISOString();
  /** No longer in the list of those owed. */
  const notOwed = ['leasedUntil', 'gsi1pk', 'gsi1sk'] as const;

  return {
    async lease(emailId, until, work) {
      const free = any(missing('leasedUntil'), compare('leasedUntil', '<=', { value: now() }));
      const taken = await records.updateOne(
        update(
          EmailRecord,
          keys.email(emailId),
          { set: { leasedUntil: until }, add: { attempts: 1 } },
          all(owed, free),
        ),
        work,
      );
      if (taken.done) return { outcome: 'leased', email: taken.now };
      const { old } = taken;
      if (!old || isSettled(old) || !old.leasedUntil) return { outcome: 'settled' };
      return { outcome: 'held', until: old.leasedUntil };
    },

    async release(emailId, work) {
      await records.updateOne(update(EmailRecord, keys.email(emailId), { remove: ['leasedUntil'] }, owed), work);
    },

    async recordSent(emailId, sesMessageId, work) {
      await records.updateOne(
        update(EmailRecord, keys.email(emailId), { set: { sentAt: now(), sesMessageId }, remove: notOwed }, owed),
        work,
      );
    },

    async giveUp(emailId, because, work) {
      await records.updateOne(
        update(
          EmailRecord,
          keys.email(emailId),
          { set: { gaveUpAt: now(), gaveUpBecause: because }, remove: notOwed },
          owed,
        ),
        work,
      );
    },

    async recordStatus(emailId, status, at, work) {
      const field = statusField[status];
      const outcome = await records.updateOne(
        update(
          EmailRecord,
          keys.email(emailId),
          { set: { [field]: at }, remove: notOwed },
          all(present, any(missing(field), compare(field, '>', { value: at }))),
        ),
        work,
      );
      return outcome.done ? outcome.now : outcome.old;
    },

    async isSuppressed(address, work) {
      return (await records.find(SuppressedAddressRecord, keys.suppressedAddress(address), work)) !== undefined;
    },

    async suppress(address, reason, work) {
      const since = now();
      // A second bounce finds it suppressed, which is as good.
      await records.commit(
        {
          suppressed: put(SuppressedAddressRecord, keys.suppressedAddress(address), {
            reason,
            since,
            expiresAt: expiresAt('suppressed-address', since, retention),
          }),
        },
        { work },
      );
    },

    async keepManageToken(opens, tokenHash, endsAt, work) {
      await records.commit(
        {
          token: put(ManageTokenRecord, keys.manageToken(opens.kind, opens.id, tokenHash), {
            opens,
            createdAt: now(),
            expiresAt: endsAt,
          }),
        },
        { work },
      );
    },

    listOwed: (page, work) => records.list(EmailRecord, lists.emailsOwed, page, work),
  };
}
