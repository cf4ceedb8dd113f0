import type * as z from 'zod';
import { count } from '../numbers.ts';
import { instant } from '../time/instant.ts';
import type { Booker } from './booking.ts';
import { bookingWindow, hasEnded, placesGiven, type Session, sessionFields } from './session.ts';

/** How a session's places stand: the facts that decide each booking. */
export const placesFields = {
  ...placesGiven,
  status: sessionFields.status,
  /** Confirmed and offered together: a place that is offered is nobody else's until the offer ends. */
  taken: count,
  offered: count,
  waitlisted: count,
  /** From then on the public may book. */
  opensAt: instant,
  /** Never after the start. From then on neither bookings nor offers are made. */
  closesAt: instant,
  startsAt: sessionFields.startsAt,
  endsAt: sessionFields.endsAt,
};
export type Places = z.output<z.ZodObject<typeof placesFields>>;

/** What is counted of a session's places, and nothing of what the session says. */
export type Counters = Pick<Places, 'capacity' | 'taken' | 'offered' | 'waitlisted' | 'hasWaitingList'>;

/** Those of which nobody holds any. */
export const nobody = { taken: 0, offered: 0, waitlisted: 0 } as const;

/** The places of a session, in step with it. */
export const placesOf = (
  session: Session,
  { capacity, taken, offered, waitlisted, hasWaitingList }: Counters,
): Places & Pick<Session, 'sessionId' | 'sequence'> => ({
  sessionId: session.sessionId,
  status: session.status,
  capacity,
  taken,
  offered,
  waitlisted,
  hasWaitingList,
  ...bookingWindow(session),
  startsAt: session.startsAt,
  endsAt: session.endsAt,
  sequence: session.sequence,
});

export const confirmedOf = ({ taken, offered }: Pick<Places, 'taken' | 'offered'>): number => taken - offered;

/** Places that nobody holds. Staff may lower the capacity below those taken, and nobody loses theirs: never negative. */
export const freePlaces = ({ capacity, taken }: Pick<Places, 'capacity' | 'taken'>): number =>
  Math.max(0, capacity - taken);

/** What the next to book would find free: nothing while people wait, since nobody overtakes the line. */
export const placesLeft = (places: Pick<Places, 'capacity' | 'taken' | 'waitlisted'>): number =>
  places.waitlisted > 0 ? 0 : freePlaces(places);

const isOpen = ({ opensAt }: Pick<Places, 'opensAt'>, now: Date): boolean => opensAt <= now.toISOString();
const isClosed = ({ closesAt }: Pick<Places, 'closesAt'>, now: Date): boolean => closesAt <= now.toISOString();

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

/** Why a group gets nothing at all, or how many of them get a place, the first ones; the others wait. */
export type GroupDecision = Exclude<BookingDecision, 'confirmed' | 'waitlisted'> | { readonly confirmed: number };

/** Of several whom one person books for, each gets what they would one after the other; where that is nothing for some, nobody does. */
export function decideGroup(places: Places, size: number, now: Date): GroupDecision {
  const first = decideBooking(places, now);
  if (first !== 'confirmed' && first !== 'waitlisted') return first;
  const confirmed = Math.min(size, placesLeft(places));
  return confirmed < size && !places.hasWaitingList ? 'full' : { confirmed };
}

/** Whether a place is owed to the first in line. */
export function owesOffer(places: Places, now: Date): boolean {
  return places.status === 'published' && !isClosed(places, now) && freePlaces(places) > 0 && places.waitlisted > 0;
}
