import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideCancellation, decideTellingNeeds, followsProfile } from '#domain/bookings/booking.ts';
import { type BookingDecision, decideBooking, decideGroup, owesOffer } from '#domain/bookings/places.ts';
import { sessionStatuses } from '#domain/bookings/session.ts';
import {
  beforeEnd,
  beforeStart,
  canBeOffered,
  countsOf,
  groupStill,
  placesWrite,
  stillDecided,
} from '#records/bookings/changes.ts';
import { PlacesRecord } from '#records/bookings/items.ts';
import { all, type Condition } from '#records/engine/conditions.ts';
import { put } from '#records/engine/writes.ts';
import { keys } from '#records/keys.ts';
import { holds } from '../../support/conditions.ts';

const sessionId = '01KEX4S6V8Z2M9Q3T7R5W1YB0C';

/** Few instants, so that one often is another: what happens in the very moment is where rules differ. */
const instants = (min = 0, max = 4) =>
  fc.integer({ min, max }).map((n) => new Date(Date.UTC(2027, 0, 18) + n).toISOString());
const places = fc
  .record({
    status: fc.oneof({ arbitrary: fc.constant('published' as const), weight: 4 }, fc.constantFrom(...sessionStatuses)),
    capacity: fc.integer({ min: 1, max: 3 }),
    // More than the capacity where staff have lowered it since.
    taken: fc.integer({ min: 0, max: 4 }),
    offered: fc.constant(0),
    waitlisted: fc.integer({ min: 0, max: 2 }),
    hasWaitingList: fc.boolean(),
    opensAt: instants(0, 2),
    closesAt: instants(1),
    startsAt: instants(),
    endsAt: instants(1),
    sequence: fc.integer({ min: 0, max: 1 }),
  })
  .map((each) => ({ sessionId, ...each }));
const facts = [
  ...(['status', 'capacity', 'taken', 'waitlisted', 'hasWaitingList'] as const),
  ...(['opensAt', 'closesAt', 'startsAt', 'endsAt', 'sequence'] as const),
];
/** As they were read, and as they are when it comes to keeping what was decided: any of it may have changed since. */
const readAndNow = fc.tuple(places, places, fc.subarray(facts)).map(([read, other, changed]) => ({
  read,
  now: { ...read, ...Object.fromEntries(changed.map((fact) => [fact, other[fact]])) } as typeof read,
}));
const moments = instants().map((instant) => new Date(instant));

/** As it is stored. */
function stored(facts: Parameters<typeof put<typeof PlacesRecord>>[2]) {
  const write = put(PlacesRecord, keys.places(sessionId), facts);
  return write.kind === 'put' ? write.item : undefined;
}

const refusals = ['not-bookable', 'not-open-yet', 'closed', 'full'] as const satisfies readonly BookingDecision[];
const isRefusal = (decision: BookingDecision): decision is (typeof refusals)[number] =>
  refusals.some((refusal) => refusal === decision);

describe('what is decided of a place, and the condition under which it is kept', () => {
  it('are one: a booking is kept exactly where the places, as they now are, would have it decided the same', () => {
    const seen: Record<string, Set<boolean>> = {};
    fc.assert(
      fc.property(readAndNow, moments, fc.constantFrom('person', 'hub'), ({ read, now }, at, booker) => {
        const decision = decideBooking(read, at, booker);
        const decided = isRefusal(decision) ? 'refused' : decision;
        const counts = decided === 'refused' ? {} : countsOf({ to: decided });
        const still = stillDecided(decided, booker, at.toISOString(), read.sequence);
        const kept = holds(placesWrite(sessionId, counts, still).when, stored(now), at);

        const isAsTold = now.sequence === read.sequence;
        // A refusal makes nothing: it may be answered still when a place has come free since.
        const isSame = decided === 'refused' || decideBooking(now, at, booker) === decided;
        expect(kept).toBe(isAsTold && isSame);
        seen[`${decision} to a ${booker}`] = (seen[`${decision} to a ${booker}`] ?? new Set()).add(kept);
      }),
      { numRuns: 5000 },
    );
    // Whatever can be decided was, and was both kept and not. Staff are never told that it is too early.
    const decisions = [...refusals, 'confirmed', 'waitlisted'];
    const expected = ['person', 'hub'].flatMap((booker) => decisions.map((decision) => `${decision} to a ${booker}`));
    expect(Object.keys(seen).sort()).toEqual(expected.filter((each) => each !== 'not-open-yet to a hub').sort());
    for (const kept of Object.values(seen)) expect(kept.size).toBe(2);
  });

  it('are one for several at once: they are kept where the places, of the same capacity, would have all of it decided the same', () => {
    const seen: Record<string, Set<boolean>> = {};
    fc.assert(
      fc.property(readAndNow, moments, fc.integer({ min: 1, max: 4 }), ({ read, now }, at, size) => {
        const decision = decideGroup(read, size, at);
        fc.pre(typeof decision !== 'string');
        const { confirmed } = decision;
        const still = groupStill(read, { confirmed, size }, at.toISOString());
        const kept = holds(placesWrite(sessionId, { taken: 1 }, still).when, stored(now), at);

        const again = decideGroup(now, size, at);
        const isSame = typeof again !== 'string' && again.confirmed === confirmed;
        // Who all wait do so whatever the capacity that is used up.
        const isAsTold = now.sequence === read.sequence && (confirmed === 0 || now.capacity === read.capacity);
        expect(kept).toBe(isAsTold && isSame);
        const what = confirmed === 0 ? 'all wait' : confirmed < size ? 'some wait' : 'none waits';
        seen[what] = (seen[what] ?? new Set()).add(kept);
      }),
      { numRuns: 5000 },
    );
    expect(Object.keys(seen).sort()).toEqual(['all wait', 'none waits', 'some wait']);
    for (const kept of Object.values(seen)) expect(kept.size).toBe(2);
  });

  const agree = (
    condition: (at: string) => Condition,
    rule: (now: Parameters<typeof owesOffer>[0], at: Date) => boolean,
  ) =>
    fc.assert(
      fc.property(places, moments, (now, at) => {
        const when = placesWrite(sessionId, {}, all(condition(at.toISOString()))).when;
        expect(holds(when, stored(now), at)).toBe(rule(now, at));
      }),
      { numRuns: 2000 },
    );

  it('are one for an offer, which somebody who waits is given', () => {
    agree(canBeOffered, (now, at) => owesOffer({ ...now, waitlisted: 1 }, at));
  });

  it('are one for a booking that ends or is accepted: while the session is published and has yet to start', () => {
    const standing = { status: 'confirmed' } as const;
    agree(beforeStart, (now, at) => now.status === 'published' && decideCancellation(standing, now, at) === 'cancel');
  });

  it('are one for what would help somebody to take part: while the session is published and has yet to start', () => {
    agree(beforeStart, (now, at) => decideTellingNeeds({ status: 'waitlisted' }, now, at) === 'tell');
  });

  it('are one for a booking that follows a profile: while the session is published and not over', () => {
    agree(beforeEnd, (now, at) => followsProfile({ status: 'waitlisted' }, now, at));
  });
});
