import type * as z from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { placesOnly } from '#privacy/views.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { update } from '../engine/writes.ts';
import {
  type EmailRef,
  emailOf,
  emailsOwedShards,
  inEmailsOwed,
  keys,
  lists,
  type OwedPlace,
  owedPlaceOf,
} from '../keys.ts';
import { EmailRecord } from './items.ts';
import { type StoredEmail, settledFields } from './sending.ts';
import { EmailView } from './views.ts';

/** An email that is owed, as the list of those tells of it. */
export interface EmailOwed extends EmailRef, OwedPlace {}

const OwedKeys = placesOnly('pk', 'sk', 'owedsk');
const asOwed = (entry: z.output<typeof OwedKeys>): EmailOwed => ({ ...emailOf(entry), ...owedPlaceOf(entry.owedsk) });

/** What is owed, and what was given up. */
export interface OwedEmails {
  /** All emails about one thing, in the order in which they became owed. */
  listAbout(about: EmailRef['about'], work: Work): Promise<StoredEmail[]>;
  /** Those that are due first come first. @param most - so many at most; a hub owes more only when sending has stopped */
  listOwed(most: number, work: Work): Promise<EmailOwed[]>;
  /** Those given up in a period, oldest first. @param to - not itself */
  listGivenUp(period: { readonly from: string; readonly to: string }, work: Work): Promise<EmailOwed[]>;
  /** An email that was given up is owed anew, from now. Answers whether it is: not where it has been sent since, or is owed already. */
  oweAgain(email: EmailOwed, work: Work): Promise<boolean>;
}

export function createOwedEmails({
  records,
  clock,
}: {
  readonly records: RecordsFor<'deliver-email'>;
  readonly clock: Clock;
}): OwedEmails {
  return {
    async listAbout(about, work) {
      const emails: StoredEmail[] = [];
      for await (const page of records.walk(EmailView, lists.emailsAbout(about), {}, work)) emails.push(...page);
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

    async listGivenUp({ from, to }, work) {
      const givenUp: EmailOwed[] = [];
      for await (const page of records.walk(OwedKeys, lists.emailsGivenUp, { from, to }, work)) {
        givenUp.push(...page.map(asOwed));
      }
      return givenUp;
    },

    async oweAgain(email, work) {
      const unsent = settledFields.filter((field) => field !== 'gaveUpAt').map(when(EmailRecord).missing);
      const { done } = await records.updateOne(
        update(
          EmailRecord,
          keys.email(email),
          {
            set: { attempts: 0, ...inEmailsOwed(email.emailId, { ...email, dueAt: clock().toISOString() }) },
            remove: ['gaveUpAt', 'gaveUpBecause'],
          },
          all(present, when(EmailRecord).is('gaveUpAt', email.dueAt), ...unsent),
        ),
        work,
      );
      return done;
    },
  };
}
