import type * as z from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { all, any, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { update } from '../engine/writes.ts';
import { type EmailRef, inEmailsGivenUp, inEmailsOwed, keys } from '../keys.ts';
import { EmailRecord } from './items.ts';
import { EmailView } from './views.ts';

export type StoredEmail = z.output<typeof EmailView>;

export type LeaseOutcome =
  | { readonly outcome: 'leased'; readonly email: StoredEmail }
  /** Sent, given up, or expired: nothing is owed. */
  | { readonly outcome: 'settled' }
  /** Somebody is sending it, or died while they were. */
  | { readonly outcome: 'held'; readonly until: string };

export type DeliveryStatus = 'sent' | 'delivered' | 'bounced' | 'complained' | 'refused';

const statusField = {
  sent: 'sentAt',
  delivered: 'deliveredAt',
  bounced: 'bouncedAt',
  complained: 'complainedAt',
  refused: 'gaveUpAt',
} as const satisfies Record<DeliveryStatus, keyof StoredEmail>;

const ofEmail = when(EmailRecord);
export const settledFields = Object.values(statusField);
// SES's events come in any order: an email that was delivered was sent, whether or not that has been heard yet.
const owed = all(present, ...settledFields.map(ofEmail.missing));
/** Sent, or given up: nothing is owed. */
export const isSettled = (email: StoredEmail): boolean => settledFields.some((field) => email[field] !== undefined);

/** The way of an email from being owed to being sent, and what is heard of it then. */
export interface Sending {
  /** Takes the sole right to send an email until `until` (ISO 8601 UTC). */
  lease(email: EmailRef, until: string, work: Work): Promise<LeaseOutcome>;
  /**
   * Gives the right back, where it is certain that nothing was sent.
   *
   * @param until - when it is tried again, ISO 8601 UTC
   * @param attempt - whether this was one, or nothing that the email could help
   */
  putOff(email: StoredEmail, until: string, attempt: 'counts' | 'counts-not', work: Work): Promise<void>;
  /** The net leaves it alone until then. */
  expectLater(email: StoredEmail, until: string, work: Work): Promise<void>;
  recordSent(email: EmailRef, sesMessageId: string, work: Work): Promise<void>;
  /** The email is no longer owed: it cannot be delivered. `because` is a code, never what a server said. */
  giveUp(email: StoredEmail, because: string, work: Work): Promise<void>;
  /** Keeps the earliest time of each status, whatever order they arrive in. Answers whether the email is still known. */
  recordStatus(email: EmailRef, status: DeliveryStatus, at: string, work: Work): Promise<StoredEmail | undefined>;
}

const lease = ['leasedUntil', 'leasedBy'] as const;
/** No longer in the list of those owed. */
const notOwed = [...lease, 'owedpk', 'owedsk'] as const;

export function createSending({
  records,
  clock,
  newId,
}: {
  readonly records: RecordsFor<'deliver-email'>;
  readonly clock: Clock;
  readonly newId: NewId;
}): Sending {
  const now = () => clock().toISOString();

  return {
    async lease(email, until, work) {
      const free = any(ofEmail.missing('leasedUntil'), ofEmail.compare('leasedUntil', '<=', { value: now() }));
      const leasedBy = newId();
      const taken = await records.updateShowing(
        EmailView,
        update(
          EmailRecord,
          keys.email(email),
          { set: { leasedUntil: until, leasedBy }, add: { attempts: 1 } },
          all(owed, free),
        ),
        work,
      );
      if (taken.done) return { outcome: 'leased', email: taken.now };
      const { old } = taken;
      if (!old || isSettled(old) || !old.leasedUntil) return { outcome: 'settled' };
      // The answer of an attempt before was lost, and the SDK made another.
      if (old.leasedBy === leasedBy) return { outcome: 'leased', email: old };
      return { outcome: 'held', until: old.leasedUntil };
    },

    async putOff(email, until, attempt, work) {
      await records.updateOne(
        update(
          EmailRecord,
          keys.email(email),
          {
            set: inEmailsOwed(email.emailId, { ...email, dueAt: until }),
            ...(attempt === 'counts-not' && { add: { attempts: -1 } }),
            remove: lease,
          },
          // Asked for twice, since its answer was lost, it is done once, and takes nothing from who has it by then.
          all(owed, ofEmail.asRead(email, 'leasedBy')),
        ),
        work,
      );
    },

    async expectLater(email, until, work) {
      const set = inEmailsOwed(email.emailId, { ...email, dueAt: until });
      await records.updateOne(update(EmailRecord, keys.email(email), { set }, owed), work);
    },

    async recordSent(email, sesMessageId, work) {
      await records.updateOne(
        update(EmailRecord, keys.email(email), { set: { sentAt: now(), sesMessageId }, remove: notOwed }, owed),
        work,
      );
    },

    async giveUp(email, because, work) {
      const gaveUpAt = now();
      await records.updateOne(
        update(
          EmailRecord,
          keys.email(email),
          {
            set: { gaveUpAt, gaveUpBecause: because, ...inEmailsGivenUp({ ...email, dueAt: gaveUpAt }) },
            remove: lease,
          },
          owed,
        ),
        work,
      );
    },

    async recordStatus(email, status, at, work) {
      const field = statusField[status];
      const outcome = await records.updateShowing(
        EmailView,
        update(
          EmailRecord,
          keys.email(email),
          { set: { [field]: at }, remove: notOwed },
          all(present, any(ofEmail.missing(field), ofEmail.compare(field, '>', { value: at }))),
        ),
        work,
      );
      return outcome.done ? outcome.now : outcome.old;
    },
  };
}
