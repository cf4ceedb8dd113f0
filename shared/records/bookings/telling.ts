import { type Reminder, reminderField } from '#domain/bookings/reminders.ts';
import type { Work } from '#platform/work.ts';
import { expiresAt } from '#privacy/retention.ts';
import type { EmailContents } from '../emails/emails.ts';
import { all, present, when } from '../engine/conditions.ts';
import { update } from '../engine/writes.ts';
import { inGsi2, keys, lists, sortKey } from '../keys.ts';
import { type BookingStoreDeps, type ChangeOutcome, createBookingEmails, createKeep } from './booking-change.ts';
import type { HeldBooking } from './booking-reads.ts';
import { AccessNeedsRecord, AttendeeRecord, BookingRecord } from './items.ts';
import type { StoredSession } from './stored-session.ts';
import { AccessNeedsView, ManagerView } from './views.ts';

/** Word to those who come, each once. */
export interface Telling {
  /** Owes the holder word of how the session now is, once for each change; and keeps the booking as long as the session asks. */
  tellOfChange(
    booking: HeldBooking,
    session: StoredSession,
    told: { readonly remindAgain: readonly Reminder[]; readonly email: EmailContents },
    work: Work,
  ): Promise<ChangeOutcome>;
  /** Owes the holder of a place a reminder, unless they have had it. */
  remind(
    booking: HeldBooking,
    session: StoredSession,
    reminder: Reminder,
    email: EmailContents,
    work: Work,
  ): Promise<ChangeOutcome>;
}

export function createTelling(deps: BookingStoreDeps): Telling {
  const { records, clock, hub } = deps;
  const { retention } = hub;
  const { emailTo, emailToHolder } = createBookingEmails(deps);
  const keep = createKeep(deps);

  return {
    async tellOfChange(booking, { session }, { remindAgain, email }, work) {
      const { bookingId, sessionId, personId, status } = booking;
      const ends = { after: session.endsAt };
      const [needs, named] = await records.findAll(
        [
          [AccessNeedsView, keys.accessNeeds(bookingId)],
          [ManagerView, keys.booking(bookingId)],
        ],
        work,
      );
      return keep(
        {
          booking: update(
            BookingRecord,
            keys.booking(bookingId),
            {
              set: {
                toldSequence: session.sequence,
                managerEmail: named?.managerEmail,
                ...inGsi2(lists.bookingsOfPerson(personId), sortKey(session.startsAt, bookingId)),
              },
              remove: remindAgain.map((reminder) => reminderField[reminder]),
              ends,
            },
            all(
              present,
              when(BookingRecord).is('status', status),
              when(BookingRecord).compare('toldSequence', '<', { value: session.sequence }),
            ),
          ),
          attendee: update(AttendeeRecord, keys.attendee(sessionId, booking.workEmail), { ends }),
          accessNeeds:
            needs &&
            update(AccessNeedsRecord, keys.accessNeeds(bookingId), {
              ends,
            }),
          email: emailTo(booking.workEmail, bookingId, expiresAt('booking', session.endsAt, retention), email),
        },
        { work },
      );
    },

    remind(booking, { session }, reminder, email, work) {
      const field = reminderField[reminder];
      return keep(
        {
          booking: update(
            BookingRecord,
            keys.booking(booking.bookingId),
            { set: { [field]: clock().toISOString() } },
            all(
              present,
              when(BookingRecord).is('status', 'confirmed'),
              when(BookingRecord).missing(field),
              when(BookingRecord).is('toldSequence', session.sequence),
            ),
          ),
          email: emailToHolder(booking, email),
        },
        { work },
      );
    },
  };
}
