import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFindPerson } from '#functions/privacy/people/find-person.ts';
import { BookingRecord } from '#records/bookings/items.ts';
import { update } from '#records/engine/writes.ts';
import { keys } from '#records/keys.ts';
import { createReferences, type References } from '#records/references.ts';
import { acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { aBooking, day, workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';

describe.each(testedEngines)('the index by reference, on %s', (engineName) => {
  let engine: RunningEngine;
  let hub: TestFunding;
  let references: References;
  beforeAll(async () => {
    engine = await startEngine(engineName, { stream: false });
    hub = createTestFunding(engine.client);
    references = createReferences(hub);
  });
  afterAll(() => engine.stop());

  const holdersOf = (reference: string) => acts('privacy-admin', references.holdersOf)(reference, workOf());
  const booked = async (sessionId: string, workEmail: string) => {
    const bookingId = await hub.booked(aBooking(sessionId, workEmail));
    return { bookingId, reference: (await hub.bookings.find(bookingId, workOf()))?.reference ?? '' };
  };
  const calls = async (bookingId: string, reference: string) =>
    hub.records.updateOne(update(BookingRecord, keys.booking(bookingId), { set: { reference } }), workOf());

  it('leads from a booking to the address that it was made with, while it stands and after it is cancelled', async () => {
    const { bookingId, reference } = await booked(await hub.publishedSession(), 'rita+courses@nhs.net');
    await booked(await hub.publishedSession(), 'somebody.else@nhs.net');
    expect(await holdersOf(reference)).toEqual(['rita+courses@nhs.net']);
    await hub.cancel(bookingId, await hub.linkTo(bookingId));
    expect(await holdersOf(reference)).toEqual(['rita+courses@nhs.net']);
  });

  it('leads from a request for funding to its applicant', async () => {
    const requestId = await hub.start(aFundingRequest('rolf@nhs.net'));
    const request = await hub.requests.find(requestId, workOf());
    expect(await holdersOf(request?.reference ?? '')).toEqual(['rolf@nhs.net']);
  });

  it('leads nowhere from a reference that nothing has, nor from what has ended and is not deleted yet', async () => {
    expect(await holdersOf('22222-22222')).toEqual([]);
    const { reference } = await booked(await hub.publishedSession(), 'ended@nhs.net');
    const now = hub.clock().toISOString();
    hub.time.advance(7 * 366 * day);
    expect(await holdersOf(reference)).toEqual([]);
    hub.time.moveTo(now);
  });

  it('names each mailbox once, and shows nobody where two have the same', async () => {
    const one = await booked(await hub.publishedSession(), 'twin@nhs.net');
    const other = await booked(await hub.publishedSession(), 'twin+b@nhs.net');
    await calls(other.bookingId, one.reference);
    expect(await holdersOf(one.reference)).toHaveLength(1);
    const third = await booked(await hub.publishedSession(), 'stranger@nhs.net');
    await calls(third.bookingId, one.reference);
    expect(await holdersOf(one.reference)).toHaveLength(2);

    const seen: string[] = [];
    const findPerson = createFindPerson({
      references,
      corrections: { personIdOf: async () => undefined },
      holdings: {
        async list(address) {
          seen.push(address);
          return { page: { items: [] }, counts: {} };
        },
      },
      audit: async () => undefined,
    });
    const body = {
      workEmail: undefined,
      reference: one.reference,
      why: 'support' as const,
      limit: 20,
      cursor: undefined,
    };
    const staff = { kind: 'staff', sub: 'dora', workEmail: 'dora@hub.example', groups: ['data-protection'] } as const;
    const looking = findPerson({ ...hub.nothing, body }, { caller: staff, work: workOf(), once: undefined });
    await expect(looking).rejects.toMatchObject({ code: 'not-valid' });
    expect(seen).toEqual([]);
  });
});
