export const bookingStatuses = ['confirmed', 'waitlisted', 'cancelled'] as const;
export type BookingStatus = (typeof bookingStatuses)[number];

/** How many of a session's places are taken: the facts that decide each booking. */
export interface Places {
  readonly status: 'draft' | 'published';
  readonly capacity: number;
  readonly confirmed: number;
  readonly waitlisted: number;
  /** ISO 8601 UTC. Booking closes when the session starts. */
  readonly startsAt: string;
}

/** Never negative: staff may lower the capacity below the places already confirmed, and nobody loses theirs. */
export const placesLeft = ({ capacity, confirmed, waitlisted }: Places): number =>
  waitlisted > 0 ? 0 : Math.max(0, capacity - confirmed);

export const hasStarted = ({ startsAt }: Pick<Places, 'startsAt'>, now: Date): boolean => startsAt <= now.toISOString();

export type BookingDecision = 'confirmed' | 'waitlisted' | 'not-bookable' | 'closed';

/** A free place goes to whoever asks, unless people are already waiting: nobody overtakes the line. */
export function decideBooking(places: Places, now: Date): BookingDecision {
  if (places.status !== 'published') return 'not-bookable';
  if (hasStarted(places, now)) return 'closed';
  return placesLeft(places) > 0 ? 'confirmed' : 'waitlisted';
}

export type CancellationDecision = 'cancel' | 'already-cancelled' | 'too-late';

/** Cancelling twice is no error: the second click finds it done. */
export function decideCancellation(
  booking: { readonly status: BookingStatus },
  session: Pick<Places, 'startsAt'>,
  now: Date,
): CancellationDecision {
  if (booking.status === 'cancelled') return 'already-cancelled';
  return hasStarted(session, now) ? 'too-late' : 'cancel';
}
