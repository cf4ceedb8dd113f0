import type { SessionStatus } from './session.ts';

export const bookingStatuses = ['confirmed', 'waitlisted', 'offered', 'cancelled'] as const;
export type BookingStatus = (typeof bookingStatuses)[number];
/** A booking that still holds something: a place, an offer of one, or a turn in the line. */
export type StandingStatus = Exclude<BookingStatus, 'cancelled'>;

/** Why a booking is over. */
export const cancellationReasons = [
  'cancelled-by-person',
  'cancelled-by-hub',
  'email-bounced',
  'not-me',
  'offer-declined',
  'offer-expired',
  'handed-over',
  'session-cancelled',
] as const;
export type CancellationReason = (typeof cancellationReasons)[number];

/** How a session's places stand: the facts that decide each booking. */
export interface Places {
  readonly status: SessionStatus;
  readonly capacity: number;
  /** Confirmed and offered together: a place that is offered is nobody else's until the offer ends. */
  readonly taken: number;
  readonly offered: number;
  readonly waitlisted: number;
  readonly hasWaitingList: boolean;
  /** ISO 8601 UTC. From then on the public may book. */
  readonly opensAt: string;
  /** ISO 8601 UTC, never after the start. From then on neither bookings nor offers are made. */
  readonly closesAt: string;
  /** ISO 8601 UTC. */
  readonly startsAt: string;
  /** ISO 8601 UTC. */
  readonly endsAt: string;
}

export const confirmedOf = ({ taken, offered }: Pick<Places, 'taken' | 'offered'>): number => taken - offered;

type Counters = Pick<Places, 'capacity' | 'taken' | 'waitlisted'>;

/** Places that nobody holds. Staff may lower the capacity below those taken, and nobody loses theirs: never negative. */
export const freePlaces = ({ capacity, taken }: Pick<Places, 'capacity' | 'taken'>): number =>
  Math.max(0, capacity - taken);

/** What the next to book would find free: nothing while people wait, since nobody overtakes the line. */
export const placesLeft = (places: Counters): number => (places.waitlisted > 0 ? 0 : freePlaces(places));

export const hasStarted = ({ startsAt }: Pick<Places, 'startsAt'>, now: Date): boolean => startsAt <= now.toISOString();
export const hasEnded = ({ endsAt }: Pick<Places, 'endsAt'>, now: Date): boolean => endsAt <= now.toISOString();
const isOpen = ({ opensAt }: Pick<Places, 'opensAt'>, now: Date): boolean => opensAt <= now.toISOString();
const isClosed = ({ closesAt }: Pick<Places, 'closesAt'>, now: Date): boolean => closesAt <= now.toISOString();

/** Who makes a booking. Staff may book for somebody before booking opens and until the session ends: people walk in on the day. */
export type Booker = 'person' | 'hub';

export type BookingDecision = 'confirmed' | 'waitlisted' | 'not-bookable' | 'not-open-yet' | 'closed' | 'full';

/** A free place goes to whoever asks, unless people are already waiting: nobody overtakes the line. */
export function decideBooking(places: Places, now: Date, booker: Booker = 'person'): BookingDecision {
  if (places.status === 'draft') return 'not-bookable';
  if (places.status !== 'published') return 'closed';
  if (booker === 'person' && !isOpen(places, now)) return 'not-open-yet';
  if (booker === 'hub' ? hasEnded(places, now) : isClosed(places, now)) return 'closed';
  // Once booking has closed the line moves no more, and nobody in it is overtaken.
  if (isClosed(places, now)) return freePlaces(places) > 0 ? 'confirmed' : 'full';
  if (placesLeft(places) > 0) return 'confirmed';
  return places.hasWaitingList ? 'waitlisted' : 'full';
}

/** Whether a place is owed to the first in line. */
export function owesOffer(places: Places, now: Date): boolean {
  return places.status === 'published' && !isClosed(places, now) && freePlaces(places) > 0 && places.waitlisted > 0;
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

export type OfferAnswer = 'answer' | 'already-confirmed' | 'no-offer' | 'offer-ended';

/** Whether an offered place can still be taken or left. */
export function decideOfferAnswer(
  booking: { readonly status: BookingStatus; readonly offerEndsAt?: string | undefined },
  session: Pick<Places, 'startsAt'>,
  now: Date,
): OfferAnswer {
  if (booking.status === 'confirmed') return 'already-confirmed';
  if (booking.status !== 'offered') return 'no-offer';
  const ended = (booking.offerEndsAt ?? '') <= now.toISOString();
  return ended || hasStarted(session, now) ? 'offer-ended' : 'answer';
}
