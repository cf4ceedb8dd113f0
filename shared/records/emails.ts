import * as z from 'zod';
import type { RetentionDecisions } from '../hub/hub.ts';
import type { Clock } from '../platform/clock.ts';
import type { Work } from '../platform/work.ts';
import { expiresAt } from '../privacy/retention.ts';
import { all, any, compare, missing, present } from './expressions.ts';
import { EmailRecord, type emailSubjects, ManageTokenRecord, SuppressedAddressRecord } from './items.ts';
import {
  type EmailRef,
  emailOf,
  emailsOwedShards,
  inEmailsOwed,
  keys,
  type LinkedKind,
  linkedKinds,
  lists,
  type OwedPlace,
  owedPlaceOf,
} from './keys.ts';
import type { Records } from './records.ts';
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

/** An email that is younger is still on its ordinary way to whoever sends it. */
const overdueMinutes = 15;

export function oweEmail(email: OwedEmail, now: Date, retention: RetentionDecisions): Write<typeof EmailRecord> {
  const createdAt = now.toISOString();
  const dueAt = new Date(now.getTime() + overdueMinutes * 60_000).toISOString();
  return put(EmailRecord, keys.email(email), {
    ...email,
    createdAt,
    attempts: 0,
    expiresAt: expiresAt('email', createdAt, retention),
    ...inEmailsOwed(email.emailId, { dueAt, createdAt, kind: email.kind }),
  });
}

export type StoredEmail = z.output<typeof EmailRecord>;

/** An email that is owed, as the list of those tells of it. */
export interface EmailOwed extends EmailRef, OwedPlace {}

const OwedKeys = z.object({ pk: z.string(), sk: z.string(), owedsk: z.string() });

export type LeaseOutcome =
  | { readonly outcome: 'leased'; readonly email: StoredEmail }
  /** Sent, given up, or expired: nothing is owed. */
  | { readonly outcome: 'settled' }
  /** Somebody is sending it, or died while they were. */
  | { readonly outcome: 'held'; readonly until: string };

export type DeliveryStatus = 'sent' | 'delivered' | 'bounced' | 'complained' | 'refused';

export interface Emails {
  /** Takes the sole right to send an email until `until` (ISO 8601 UTC). */
  lease(email: EmailRef, until: string, work: Work): Promise<LeaseOutcome>;
  /** Gives the right back, where it is certain that nothing was sent. */
  release(email: EmailRef, work: Work): Promise<void>;
  recordSent(email: EmailRef, sesMessageId: string, work: Work): Promise<void>;
  /** The email is no longer owed: it cannot be delivered. `because` is a code, never what a server said. */
  giveUp(email: EmailRef, because: string, work: Work): Promise<void>;
  /** Keeps the earliest time of each status, whatever order they arrive in. Answers whether the email is still known. */
  recordStatus(email: EmailRef, status: DeliveryStatus, at: string, work: Work): Promise<StoredEmail | undefined>;
  isSuppressed(address: string, work: Work): Promise<boolean>;
  suppress(address: string, reason: 'bounced' | 'complained', work: Work): Promise<void>;
  /**
   * Keeps the hash of a manage token that goes out in an email; the token itself is nowhere else.
   *
   * @param endsAt - seconds since 1970
   */
  keepManageToken(opens: Opens, tokenHash: string, endsAt: number, work: Work): Promise<void>;
  /** Those that are due first come first. @param most - so many at most; a hub owes more only when sending has stopped */
  listOwed(most: number, work: Work): Promise<EmailOwed[]>;
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
  const notOwed = ['leasedUntil', 'owedpk', 'owedsk'] as const;

  return {
    async lease(email, until, work) {
      const free = any(missing('leasedUntil'), compare('leasedUntil', '<=', { value: now() }));
      const taken = await records.updateOne(
        update(EmailRecord, keys.email(email), { set: { leasedUntil: until }, add: { attempts: 1 } }, all(owed, free)),
        work,
      );
      if (taken.done) return { outcome: 'leased', email: taken.now };
      const { old } = taken;
      if (!old || isSettled(old) || !old.leasedUntil) return { outcome: 'settled' };
      return { outcome: 'held', until: old.leasedUntil };
    },

    async release(email, work) {
      await records.updateOne(update(EmailRecord, keys.email(email), { remove: ['leasedUntil'] }, owed), work);
    },

    async recordSent(email, sesMessageId, work) {
      await records.updateOne(
        update(EmailRecord, keys.email(email), { set: { sentAt: now(), sesMessageId }, remove: notOwed }, owed),
        work,
      );
    },

    async giveUp(email, because, work) {
      await records.updateOne(
        update(
          EmailRecord,
          keys.email(email),
          { set: { gaveUpAt: now(), gaveUpBecause: because }, remove: notOwed },
          owed,
        ),
        work,
      );
    },

    async recordStatus(email, status, at, work) {
      const field = statusField[status];
      const outcome = await records.updateOne(
        update(
          EmailRecord,
          keys.email(email),
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

    async listOwed(most, work) {
      const limit = Math.ceil(most / emailsOwedShards);
      const shards = Array.from({ length: emailsOwedShards }, (_, shard) =>
        records.list(OwedKeys, lists.emailsOwed(shard), { limit }, work),
      );
      const owed = (await Promise.all(shards)).flatMap(({ items }) => items);
      return owed
        .map((entry) => ({ ...emailOf(entry), ...owedPlaceOf(entry.owedsk) }))
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
    },
  };
}
