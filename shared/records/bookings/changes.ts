import type * as z from 'zod';
import type { Booker, BookingStatus } from '#domain/bookings/booking.ts';
import type { Places } from '#domain/bookings/places.ts';
import { all, any, type Condition, present, when } from '../engine/conditions.ts';
import { check, put, remove, update, type Write } from '../engine/writes.ts';
import { inGsi1, keys, lists, sortKey } from '../keys.ts';
import { AttendeeRecord, BookingRecord, LineEntryRecord, OfferRecord, PlacesRecord } from './items.ts';
import { removalOfNeeds } from './needs-of-booking.ts';

/** What a booking of each status counts for in its session. */
const counted = {
  confirmed: { taken: 1 },
  offered: { taken: 1, offered: 1 },
  waitlisted: { waitlisted: 1 },
  cancelled: {},
} as const satisfies Record<BookingStatus, Readonly<Partial<Record<Counter, number>>>>;

const counters = ['taken', 'offered', 'waitlisted'] as const;
type Counter = (typeof counters)[number];
export type Counts = Readonly<Partial<Record<Counter, number>>>;

/** What a session's counters change by when bookings go from one status to another; a new booking comes from none. */
export function countsOf(...moves: readonly { readonly from?: BookingStatus; readonly to: BookingStatus }[]): Counts {
  const of = (status: BookingStatus | undefined, counter: Counter) =>
    status === undefined ? 0 : ((counted[status] as Counts)[counter] ?? 0);
  const sums = counters.map(
    (counter) => [counter, moves.reduce((sum, { from, to }) => sum + of(to, counter) - of(from, counter), 0)] as const,
  );
  return Object.fromEntries(sums.filter(([, by]) => by !== 0));
}

/** The session's places, changed if they still allow it; where no number changes, only that they do. */
export const placesWrite = (sessionId: string, by: Counts, still: Condition): Write<typeof PlacesRecord> =>
  Object.keys(by).length === 0
    ? check(PlacesRecord, keys.places(sessionId), all(present, still))
    : update(PlacesRecord, keys.places(sessionId), { add: by }, all(present, still));

const ofPlaces = when(PlacesRecord);
const published = ofPlaces.is('status', 'published');
const after = (field: 'opensAt' | 'closesAt' | 'startsAt' | 'endsAt', now: string) =>
  ofPlaces.compare(field, '>', { value: now });
const free = ofPlaces.compare('taken', '<', { field: 'capacity' });
const nobodyWaits = ofPlaces.is('waitlisted', 0);

/** That `decideBooking` still answers this. */
function placeStill(status: 'confirmed' | 'waitlisted', booker: Booker, now: string): Condition {
  const closed = ofPlaces.compare('closesAt', '<=', { value: now });
  const open =
    booker === 'hub'
      ? after('endsAt', now)
      : all(ofPlaces.compare('opensAt', '<=', { value: now }), after('closesAt', now));
  if (status === 'confirmed') return all(published, open, free, any(nobodyWaits, closed));
  const taken = any(
    ofPlaces.compare('taken', '>=', { field: 'capacity' }),
    ofPlaces.compare('waitlisted', '>', { value: 0 }),
  );
  return all(published, open, after('closesAt', now), ofPlaces.is('hasWaitingList', true), taken);
}

export const beforeStart = (now: string): Condition => all(published, after('startsAt', now));
/** That a booking of it, where that stands, follows its holder's profile (`followsProfile`). */
export const beforeEnd = (now: string): Condition => all(published, after('endsAt', now));
/** That a place can be offered (`owesOffer`). */
export const canBeOffered = (now: string): Condition => all(published, after('closesAt', now), free);
/** Neither changed nor cancelled since it was read: what an email says of it is still so. */
export const asTold = (sequence: number): Condition => ofPlaces.is('sequence', sequence);

/**
 * The decision about a new booking (`decideBooking`) once more, as a condition on the places as they are when it is kept. A refusal
 * makes nothing, so that nothing but the session must be as it was read.
 */
export const stillDecided = (
  decided: 'confirmed' | 'waitlisted' | 'refused',
  booker: Booker,
  now: string,
  sequence: number,
): Condition => (decided === 'refused' ? asTold(sequence) : all(placeStill(decided, booker, now), asTold(sequence)));

/**
 * The same for several at once (`decideGroup`): so many get a place, and the others wait. Compared with the places as they were read, since
 * DynamoDB counts nothing together in a condition.
 */
export function groupStill(
  { capacity, sequence }: Pick<Places, 'capacity'> & { readonly sequence: number },
  { confirmed, size }: { readonly confirmed: number; readonly size: number },
  now: string,
): Condition {
  if (confirmed === 0) return stillDecided('waitlisted', 'person', now, sequence);
  const room = capacity - confirmed;
  const free =
    confirmed === size
      ? ofPlaces.compare('taken', '<=', { value: room })
      : all(ofPlaces.is('taken', room), ofPlaces.is('hasWaitingList', true));
  return all(stillDecided('confirmed', 'person', now, sequence), ofPlaces.is('capacity', capacity), free);
}

/** A booking as its changes need it. */
export type BookingForChange = Pick<
  z.output<typeof BookingRecord>,
  'bookingId' | 'sessionId' | 'workEmail' | 'status' | 'rank' | 'offerEndsAt' | 'expiresAt'
>;

type BookingFields = Partial<z.output<typeof BookingRecord>>;

/** That a booking stands as it was read. @param still - what else must still be so of it */
const asRead = ({ status, rank, offerEndsAt }: BookingForChange, still: readonly Condition[]): Condition =>
  all(
    present,
    when(BookingRecord).is('status', status),
    ...(status === 'waitlisted' ? [when(BookingRecord).is('rank', rank)] : []),
    ...(status === 'offered' ? [when(BookingRecord).is('offerEndsAt', offerEndsAt)] : []),
    ...still,
  );

/**
 * Everything but the session's counters that one booking's way from one status to another writes: the booking, its turn in the
 * line, its offer, and, when it is over, what kept its person from booking again and what they need.
 *
 * @param still - what else must still be so of the booking
 */
export function bookingWrites(
  booking: BookingForChange,
  to: BookingStatus,
  set: BookingFields,
  ...still: readonly Condition[]
): Readonly<Record<'booking' | 'lineEntry' | 'offer' | 'attendee' | 'accessNeeds', Write | undefined>> {
  const { bookingId, sessionId, workEmail, status: from, rank, expiresAt = 0 } = booking;
  const over = to === 'cancelled';
  return {
    booking: update(
      BookingRecord,
      keys.booking(bookingId),
      {
        set: { ...set, status: to },
        remove: [
          ...(from === 'waitlisted' ? (['rank'] as const) : []),
          ...(from === 'offered' ? (['offerEndsAt'] as const) : []),
        ],
      },
      asRead(booking, still),
    ),
    lineEntry:
      from === 'waitlisted' && rank !== undefined
        ? remove(LineEntryRecord, keys.lineEntry(sessionId, rank))
        : undefined,
    offer: offerWrite(booking, to, set.offerEndsAt, expiresAt),
    attendee: over
      ? remove(
          AttendeeRecord,
          keys.attendee(sessionId, workEmail),
          all(present, when(AttendeeRecord).is('bookingId', bookingId)),
        )
      : undefined,
    // They are needed no longer.
    accessNeeds: over ? removalOfNeeds(bookingId) : undefined,
  };
}

function offerWrite(
  { bookingId, sessionId, status: from }: BookingForChange,
  to: BookingStatus,
  endsAt: string | undefined,
  expiresAt: number,
): Write | undefined {
  const key = keys.offer(sessionId, bookingId);
  if (from === 'offered') return remove(OfferRecord, key);
  if (to !== 'offered' || endsAt === undefined) return undefined;
  return put(OfferRecord, key, {
    sessionId,
    bookingId,
    endsAt,
    ends: { with: expiresAt },
    ...inGsi1(lists.offersByEnd, sortKey(endsAt, bookingId)),
  });
}

/** The records of two bookings in one change, told apart by name. */
export const prefixed = <Name extends string>(
  prefix: string,
  writes: Readonly<Record<Name, Write | undefined>>,
): Readonly<Record<string, Write | undefined>> =>
  Object.fromEntries(Object.entries(writes).map(([name, write]) => [`${prefix} ${name}`, write as Write | undefined]));
