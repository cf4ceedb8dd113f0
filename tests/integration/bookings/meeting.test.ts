import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { injectConflicts } from '../../support/conflicts.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, type TestHub, workOf } from '../../support/hub.ts';
import { isLong } from '../../support/long.ts';

/**
 * One process is here what so many functions are, and by five hundred it is its processor that they meet at: those are told of in
 * `e2e/resilience/contention`. How long they take on AWS is reckoned (`bench/rush.ts`).
 */
const people = isLong ? 150 : 80;

describe('very many people after 30 places at once, where DynamoDB cancels whatever meets', () => {
  let engine: RunningEngine;
  let hub: TestHub;
  beforeAll(async () => {
    engine = await startEngine(undefined, { stream: false });
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  it('are all answered: 30 have a place, and the others stand in line in the order in which they came', async () => {
    const sessionId = await hub.publishedSession({ capacity: 30 });
    const met = injectConflicts(hub.document, { holdMs: 5, throttleEvery: 50 });
    const answered = await Promise.allSettled(
      Array.from({ length: people }, async (_, person) => {
        const body = aBooking(sessionId, `one.of.many${person}@nhs.net`);
        const context = { caller: { kind: 'guest' } as const, work: workOf(), once: undefined };
        return (await hub.bookPlace({ ...hub.nothing, body }, context)).body.status;
      }),
    );
    // Nobody is told that we are busy, which is a 503.
    expect(answered.filter(({ status }) => status === 'rejected')).toEqual([]);
    const statuses = answered.map((each) => (each.status === 'fulfilled' ? each.value : undefined));
    expect(statuses.filter((status) => status === 'confirmed')).toHaveLength(30);
    expect(statuses.filter((status) => status === 'waitlisted')).toHaveLength(people - 30);
    expect(met.conflicts).toBeGreaterThan(people);
    expect(met.throttled).toBeGreaterThan(5);
    // Whoever met others has read again: nobody has their turn for what is so no longer.
    expect(met.passed).toBeLessThan(1.2 * people);

    const { bookings, places } = await hub.standing(sessionId);
    expect(places).toMatchObject({ taken: 30, waitlisted: people - 30 });
    // Ids are made as people come in.
    const came = bookings.filter(({ status }) => status === 'waitlisted').map(({ bookingId }) => bookingId);
    const { items: line } = await hub.bookings.listLine(sessionId, { limit: people }, workOf());
    expect(line.map(({ bookingId }) => bookingId)).toEqual(came.toSorted());
  }, 120_000);
});
