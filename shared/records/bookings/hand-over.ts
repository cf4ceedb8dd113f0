import type { StandingBooking } from '#domain/bookings/booking.ts';
import type { Charge } from '#domain/bookings/cancellation-policy.ts';
import { expiresAt } from '#privacy/retention.ts';
import type { EmailContents } from '../emails/emails.ts';
import { all, present, when } from '../engine/conditions.ts';
import { check, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { createAsksWrites, type StoredAsks } from '../people/asks.ts';
import type { KnownAddress } from '../people/people.ts';
import {
  type BookingChange,
  type BookingStoreDeps,
  type ChangeOutcome,
  createBookingEmails,
  createKeep,
} from './booking-change.ts';
import type { HeldBooking } from './booking-reads.ts';
import { asTold, beforeStart, bookingWrites, countsOf, placesWrite, prefixed } from './changes.ts';
import { BookingRecord } from './items.ts';
import { createNewBookingWrites, type NewBooking } from './new-booking.ts';
import type { StoredSession } from './stored-session.ts';

/** What makes a colleague's own booking the confirmed one: nothing but that it still is, where it is already. */
const heldBy = (
  held: StandingBooking<HeldBooking>,
  at: string,
): { bookingId: string; personId: string; records: Readonly<Record<string, Write | undefined>> } => ({
  bookingId: held.bookingId,
  personId: held.personId,
  records:
    held.status === 'confirmed'
      ? {
          booking: check(
            BookingRecord,
            keys.booking(held.bookingId),
            all(present, when(BookingRecord).is('status', 'confirmed')),
          ),
        }
      : bookingWrites(held, 'confirmed', { confirmedAt: at }),
});

export interface HandingOver {
  /**
   * Gives a confirmed place to a colleague: as a new booking, or as the one that they hold already.
   */
  handOver(
    wanted: {
      readonly booking: HeldBooking;
      readonly at: string;
      readonly session: StoredSession;
      readonly charge: Charge | undefined;
      readonly to:
        | { readonly held: StandingBooking<HeldBooking> }
        | { readonly held: undefined; readonly booking: NewBooking; readonly address: KnownAddress | undefined };
      readonly email: EmailContents;
      readonly colleagueEmail: { readonly to: string; readonly contents: EmailContents };
      /** What was asked for in the colleague's name, as it was read: this counts as one more. */
      readonly asks: { readonly of: string; readonly asRead: StoredAsks | undefined };
    },
    change: BookingChange,
  ): Promise<ChangeOutcome>;
}

export function createHandingOver(deps: BookingStoreDeps): HandingOver {
  const { retention } = deps.hub;
  const asksWrites = createAsksWrites(deps);
  const newBookingWrites = createNewBookingWrites({ ...deps, retention });
  const { emailTo, emailToHolder } = createBookingEmails(deps);
  const keep = createKeep(deps);
  const bookedFor = (
    { booking, address }: { readonly booking: NewBooking; readonly address: KnownAddress | undefined },
    session: StoredSession,
  ) => ({ bookingId: booking.bookingId, ...newBookingWrites(booking, 'confirmed', session, address) });

  return {
    handOver({ booking, at, session, charge, to, asks, email, colleagueEmail }, change) {
      const { held } = to;
      const linkExpiresAt = expiresAt('booking', session.session.endsAt, retention);
      const colleague = to.held ? heldBy(to.held, at) : bookedFor(to, session);
      const counts = countsOf(
        { from: 'confirmed', to: 'cancelled' },
        held ? { from: held.status, to: 'confirmed' } : { to: 'confirmed' },
      );
      return keep(
        {
          ...bookingWrites(booking, 'cancelled', {
            cancelledAt: at,
            cancelledBecause: 'handed-over',
            handedTo: colleague.personId,
            ...(charge && { charge }),
          }),
          ...prefixed('colleague', colleague.records),
          places: placesWrite(booking.sessionId, counts, all(beforeStart(at), asTold(session.session.sequence))),
          email: emailToHolder(booking, email),
          colleagueEmail: emailTo(colleagueEmail.to, colleague.bookingId, linkExpiresAt, colleagueEmail.contents),
          asks: asksWrites.oneMore(asks.of, asks.asRead),
        },
        change,
      );
    },
  };
}
