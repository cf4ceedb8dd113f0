import type * as z from 'zod';
import { placesLeft } from '../../shared/domain/booking.ts';
import type { OwnBooking } from '../../shared/records/bookings.ts';
import type { StoredSession } from '../../shared/records/sessions.ts';
import type { Booking, Session, StaffSession } from './schemas.ts';

/** What anybody may see of a published session. */
export function publicSession({ session, places }: StoredSession): z.input<typeof Session> {
  const left = placesLeft(places);
  return {
    sessionId: session.sessionId,
    title: session.title,
    description: session.description,
    format: session.format,
    provider: session.provider,
    venue: session.venue,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    capacity: places.capacity,
    placesLeft: left,
    waitingList: left === 0,
  };
}

export function staffSession({ session, places }: StoredSession): z.input<typeof StaffSession> {
  return {
    ...publicSession({ session, places }),
    joinLink: session.joinLink,
    status: session.status,
    confirmed: places.confirmed,
    waitlisted: places.waitlisted,
    version: session.version,
  };
}

/** What the person who booked may see; the join link only while they hold a place. */
export function ownBooking(booking: OwnBooking, { session }: StoredSession): z.input<typeof Booking> {
  const { sessionId, title, format, provider, venue, startsAt, endsAt, joinLink } = session;
  return {
    bookingId: booking.bookingId,
    reference: booking.reference,
    status: booking.status,
    bookedAt: booking.bookedAt,
    ...(booking.cancelledAt !== undefined && { cancelledAt: booking.cancelledAt }),
    person: { name: booking.name, workEmail: booking.workEmail },
    session: {
      sessionId,
      title,
      format,
      provider,
      venue,
      startsAt,
      endsAt,
      ...(booking.status === 'confirmed' && joinLink !== null && { joinLink }),
    },
  };
}
