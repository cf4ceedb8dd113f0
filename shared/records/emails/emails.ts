import * as z from 'zod';
import type { RetentionDecisions } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { expiresAt } from '#privacy/retention.ts';
import { all, any, compare, is, missing, present } from '../engine/conditions.ts';
import type { CommitOptions, Records } from '../engine/records.ts';
import { put, remove, update, type Write } from '../engine/writes.ts';
import {
  type EmailRef,
  emailOf,
  emailsOwedShards,
  inEmailsGivenUp,
  inEmailsOwed,
  keys,
  type LinkedKind,
  linkedKinds,
  lists,
  type OwedPlace,
  owedPlaceOf,
} from '../keys.ts';
import { ManageTokenRecord } from '../people/items.ts';
import { EmailRecord, emailSubjects, SuppressedAddressRecord } from './items.ts';

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

export function oweEmail(email: OwedEmail, now: Date, retention: RetentionDecisions): Write<typeof EmailRecord> {
  const createdAt = now.toISOString();
  return put(EmailRecord, keys.email(email), {
    ...email,
    createdAt,
    attempts: 0,
    expiresAt: expiresAt('email', createdAt, retention),
    ...inEmailsOwed(email.emailId, { dueAt: later(now, overdueMs), createdAt, kind: email.kind }),
  });
}

export type StoredEmail = z.output<typeof EmailRecord>;

/** An email that is owed, as the list of those tells of it. */
export interface EmailOwed extends EmailRef, OwedPlace {}

const OwedKeys = z.object({ pk: z.string(), sk: z.string(), owedsk: z.string() });
const asOwed = (entry: z.output<typeof OwedKeys>): EmailOwed => ({ ...emailOf(entry), ...owedPlaceOf(entry.owedsk) });

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
  /** Those given up in a period, oldest first. @param to - not itself */
  listGivenUp(period: { readonly from: string; readonly to: string }, work: Work): Promise<EmailOwed[]>;
  /** An email that was given up is owed anew, from now. Answers whether it is: not where it has been sent since, or is owed already. */
  oweAgain(email: EmailOwed, work: Work): Promise<boolean>;
  /** Keeps the earliest time of each status, whatever order they arrive in. Answers whether the email is still known. */
  recordStatus(email: EmailRef, status: DeliveryStatus, at: string, work: Work): Promise<StoredEmail | undefined>;
  isSuppressed(address: string, work: Work): Promise<boolean>;
  suppress(address: string, reason: 'bounced' | 'complained', work: Work): Promise<void>;
  /** The hub writes to the address again; as well where it was not suppressed. */
  clearSuppressed(address: string, change: CommitOptions): Promise<void>;
  /**
   * Keeps the hash of a manage token that goes out in an email; the token itself is nowhere else.
   *
   * @param endsAt - seconds since 1970
   */
  keepManageToken(opens: Opens, tokenHash: string, endsAt: number, work: Work): Promise<void>;
  /** A token that certainly left in no email opens nothing. */
  forgetManageToken(opens: Opens, tokenHash: string, work: Work): Promise<void>;
  /** All emails about one thing, in the order in which they became owed. */
  listAbout(about: EmailRef['about'], work: Work): Promise<StoredEmail[]>;
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
/** Sent, or given up: nothing is owed. */
export const isSettled = (email: StoredEmail): boolean => settledFields.some((field) => email[field] !== undefined);

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

    async putOff(email, until, attempt, work) {
      await records.updateOne(
        update(
          EmailRecord,
          keys.email(email),
          {
            set: inEmailsOwed(email.emailId, { ...email, dueAt: until }),
            ...(attempt === 'counts-not' && { add: { attempts: -1 } }),
            remove: ['leasedUntil'],
          },
          owed,
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
            remove: ['leasedUntil'],
          },
          owed,
        ),
        work,
      );
    },

    async listGivenUp({ from, to }, work) {
      const givenUp: EmailOwed[] = [];
      for await (const page of records.walk(OwedKeys, lists.emailsGivenUp, { from, to }, work)) {
        givenUp.push(...page.map(asOwed));
      }
      return givenUp;
    },

    async oweAgain(email, work) {
      const unsent = settledFields.filter((field) => field !== 'gaveUpAt').map(missing);
      const { done } = await records.updateOne(
        update(
          EmailRecord,
          keys.email(email),
          {
            set: { attempts: 0, ...inEmailsOwed(email.emailId, { ...email, dueAt: now() }) },
            remove: ['gaveUpAt', 'gaveUpBecause'],
          },
          all(present, is('gaveUpAt', email.dueAt), ...unsent),
        ),
        work,
      );
      return done;
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

    async clearSuppressed(address, change) {
      await records.commit({ suppressed: remove(SuppressedAddressRecord, keys.suppressedAddress(address)) }, change);
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

    async forgetManageToken({ kind, id }, tokenHash, work) {
      await records.commit({ token: remove(ManageTokenRecord, keys.manageToken(kind, id, tokenHash)) }, { work });
    },

    async listAbout(about, work) {
      const emails: StoredEmail[] = [];
      for await (const page of records.walk(EmailRecord, lists.emailsAbout(about), {}, work)) emails.push(...page);
      const place = ({ createdAt, emailId }: StoredEmail) => `${createdAt}#${emailId}`;
      return emails.sort((a, b) => (place(a) < place(b) ? -1 : 1));
    },

    async listOwed(most, work) {
      const limit = Math.ceil(most / emailsOwedShards);
      const shards = Array.from({ length: emailsOwedShards }, (_, shard) =>
        records.list(OwedKeys, lists.emailsOwed(shard), { limit }, work),
      );
      const owed = (await Promise.all(shards)).flatMap(({ items }) => items);
      return owed.map(asOwed).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
    },
  };
}
