import type { Work } from '#platform/work.ts';
import { BookingRecord } from '../bookings/items.ts';
import { all, any, present, when } from '../engine/conditions.ts';
import type { RecordsToChange } from '../engine/records.ts';
import { update } from '../engine/writes.ts';
import { type EmailRef, keys } from '../keys.ts';

type KnownEmail = Pick<EmailRef, 'about'> & { readonly to: string };

/** What becomes of an email about a booking, kept beside the booking for the staff who look after its session. */
export interface ReturnedEmails {
  /** It came back for good. Nothing is kept of an email that did not go to the booking's holder. @param at - ISO 8601 UTC */
  cameBack(email: KnownEmail, at: string, work: Work): Promise<void>;
  /** It arrived: what came back before it says no more. @param at - ISO 8601 UTC */
  arrived(email: KnownEmail, at: string, work: Work): Promise<void>;
}

export function createReturnedEmails({ records }: { readonly records: RecordsToChange }): ReturnedEmails {
  const ofHolder = ({ to }: KnownEmail) => all(present, when(BookingRecord).is('workEmail', to));

  return {
    async cameBack(email, at, work) {
      if (email.about.kind !== 'booking') return;
      await records.updateOne(
        update(
          BookingRecord,
          keys.booking(email.about.id),
          { set: { emailBouncedAt: at } },
          all(
            ofHolder(email),
            any(
              when(BookingRecord).missing('emailBouncedAt'),
              when(BookingRecord).compare('emailBouncedAt', '<', { value: at }),
            ),
          ),
        ),
        work,
      );
    },

    async arrived(email, at, work) {
      if (email.about.kind !== 'booking') return;
      await records.updateOne(
        update(
          BookingRecord,
          keys.booking(email.about.id),
          { remove: ['emailBouncedAt'] },
          all(ofHolder(email), when(BookingRecord).compare('emailBouncedAt', '<', { value: at })),
        ),
        work,
      );
    },
  };
}
