import type * as z from 'zod';
import { chargeForCancelling } from '#domain/bookings/cancellation-policy.ts';
import type { ListedSession } from '#domain/bookings/listing.ts';
import { confirmedOf, placesLeft } from '#domain/bookings/places.ts';
import type { Hub } from '#hub/hub.ts';
import type { AttendeeListEntry } from '#records/bookings/attendee-lists.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { Booking, StaffBooking } from './places/schemas.ts';
import type { Session, StaffSession } from './sessions/schemas.ts';

/** What anybody may see of a session, with a status that is for staff alone while it is a draft. */
function shared({ session, places }: ListedSession) {
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
    waitingList: left === 0 && places.hasWaitingList,
    bookingOpensAt: session.bookingOpensAt,
    bookingClosesAt: session.bookingClosesAt,
    audience: { roleGroups: [...session.audience.roleGroups], boroughs: [...session.audience.boroughs] },
    cancellationPolicy: session.cancellationPolicy,
    sharesAttendees: session.sharesAttendees,
    ...(session.seriesId !== undefined && { seriesId: session.seriesId }),
  };
}

/** What anybody may see of a session; nothing of a draft. */
export function publicSession(stored: ListedSession): z.input<typeof Session> | undefined {
  const { status } = stored.session;
  return status === 'draft' ? undefined : { ...shared(stored), status };
}

/** As lists show it: why it is cancelled is read of one that is looked up. */
export function staffSession(stored: StoredSession): z.input<typeof StaffSession> {
  const { session, places } = stored;
  return {
    ...shared(stored),
    joinLink: session.joinLink,
    status: session.status,
    confirmed: confirmedOf(places),
    offered: places.offered,
    waitlisted: places.waitlisted,
    hasWaitingList: places.hasWaitingList,
    minimumNumbers: session.minimumNumbers,
    version: session.version,
  };
}

/** What the person who booked may see; the join link only while they hold a place. */
export function ownBooking(
  booking: HeldBooking,
  { session }: StoredSession,
  { hub, now, placeInLine }: { readonly hub: Hub; readonly now: Date; readonly placeInLine?: number | undefined },
): z.input<typeof Booking> {
  const { sessionId, title, format, provider, venue, startsAt, endsAt, joinLink, status, cancellationPolicy } = session;
  const confirmed = booking.status === 'confirmed';
  const before = startsAt > now.toISOString();
  const chargeNow =
    confirmed && before ? chargeForCancelling(cancellationPolicy, session, now, hub.proclaimedBankHolidays) : undefined;
  return {
    bookingId: booking.bookingId,
    reference: booking.reference,
    status: booking.status,
    placeInLine,
    offerEndsAt: booking.offerEndsAt,
    bookedAt: booking.bookedAt,
    cancelledAt: booking.cancelledAt,
    cancelledBecause: booking.cancelledBecause,
    attendance: booking.attendance,
    certificateCode: booking.certificateCode,
    charge: booking.charge,
    chargeIfCancelledNow: chargeNow,
    person: { name: booking.name, workEmail: booking.workEmail },
    session: {
      sessionId,
      title,
      format,
      provider,
      venue,
      startsAt,
      endsAt,
      status,
      cancellationPolicy,
      ...(confirmed && joinLink !== null && { joinLink }),
    },
  };
}

export function staffBooking(entry: AttendeeListEntry): z.input<typeof StaffBooking> {
  const { name, workEmail, workplace, jobRole, jobTitle, ...booking } = entry;
  return { ...booking, person: { name, workEmail, workplace, jobRole, jobTitle } };
}
