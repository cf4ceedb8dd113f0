import type { CancellationReason } from '#domain/bookings/booking.ts';
import type { Charge } from '#domain/bookings/cancellation-policy.ts';
import type { EmailContents } from '../emails/emails.ts';
import { SuppressedAddressRecord } from '../emails/items.ts';
import { all, present, when } from '../engine/conditions.ts';
import { check, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import {
  type BookingChange,
  type BookingStoreDeps,
  type ChangeOutcome,
  createBookingEmails,
  createKeep,
} from './booking-change.ts';
import type { HeldBooking } from './booking-reads.ts';
import { asTold, beforeStart, bookingWrites, countsOf, placesWrite } from './changes.ts';
import { BookingRecord, PlacesRecord } from './items.ts';
import type { StoredSession } from './stored-session.ts';

export interface Endings {
  /**
   * Ends a booking that stands, and frees what it held.
   *
   * @param wanted.session - left out where the session itself is cancelled, and its places count no more
   */
  cancel(
    wanted: {
      readonly booking: HeldBooking;
      readonly because: Exclude<CancellationReason, 'handed-over' | 'email-bounced' | 'not-me'>;
      readonly at: string;
      readonly session: StoredSession | undefined;
      readonly charge?: Charge | undefined;
      readonly email: EmailContents;
    },
    change: BookingChange,
  ): Promise<ChangeOutcome>;
  /**
   * Ends a booking of which its holder says that it is none of theirs, and frees what it held; nobody is written to.
   *
   * @param wanted.hold - on their mailbox
   */
  disown(
    wanted: {
      readonly booking: HeldBooking;
      readonly at: string;
      readonly session: StoredSession;
      readonly hold: Write;
    },
    change: BookingChange,
  ): Promise<ChangeOutcome>;
  /**
   * Ends a booking of whom no email reaches, and frees what it held; nobody is written to.
   *
   * @param wanted.booking - as it was read: while an email about it has come back, or else its address refuses all
   */
  freeUnreachable(
    wanted: { readonly booking: HeldBooking; readonly at: string; readonly session: StoredSession },
    change: BookingChange,
  ): Promise<ChangeOutcome | 'reachable'>;
}

export function createEndings(deps: BookingStoreDeps): Endings {
  const { records } = deps;
  const { emailToHolder } = createBookingEmails(deps);
  const keep = createKeep(deps);

  return {
    cancel({ booking, because, at, session, charge, email }, change) {
      // An offer ends whenever it does; but the places of a session that is cancelled count nobody any more.
      const still =
        because === 'offer-expired'
          ? when(PlacesRecord).compare('status', '<>', { value: 'cancelled' })
          : beforeStart(at);
      return keep(
        {
          ...bookingWrites(booking, 'cancelled', {
            cancelledAt: at,
            cancelledBecause: because,
            ...(charge && { charge }),
          }),
          places:
            session &&
            placesWrite(
              booking.sessionId,
              countsOf({ from: booking.status, to: 'cancelled' }),
              all(still, asTold(session.session.sequence)),
            ),
          email: emailToHolder(booking, email),
        },
        change,
      );
    },

    disown({ booking, at, session, hold }, change) {
      const counts = countsOf({ from: booking.status, to: 'cancelled' });
      return keep(
        {
          ...bookingWrites(booking, 'cancelled', { cancelledAt: at, cancelledBecause: 'not-me' }),
          places: placesWrite(booking.sessionId, counts, all(beforeStart(at), asTold(session.session.sequence))),
          hold,
        },
        change,
      );
    },

    async freeUnreachable({ booking, at, session }, change) {
      const { emailBouncedAt, workEmail, sessionId } = booking;
      const ended = { cancelledAt: at, cancelledBecause: 'email-bounced' } as const;
      const counts = countsOf({ from: booking.status, to: 'cancelled' });
      const outcome = await records.commit(
        {
          ...bookingWrites(
            booking,
            'cancelled',
            ended,
            ...(emailBouncedAt === undefined ? [] : [when(BookingRecord).is('emailBouncedAt', emailBouncedAt)]),
          ),
          returned:
            emailBouncedAt === undefined
              ? check(
                  SuppressedAddressRecord,
                  keys.suppressedAddress(workEmail),
                  all(present, when(SuppressedAddressRecord).is('reason', 'bounced')),
                )
              : undefined,
          places: placesWrite(sessionId, counts, all(beforeStart(at), asTold(session.session.sequence))),
        },
        change,
      );
      if (outcome.done) return 'changed';
      return outcome.refused.returned ? 'reachable' : 'facts-changed';
    },
  };
}
