import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acts, asNobody, refusals } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, type TestHub, workOf } from '../../support/hub.ts';

describe('what a test does as a Lambda', () => {
  let engine: RunningEngine;
  let hub: TestHub;
  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  it('is refused where its policies do not allow it, and only there', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1 });
    const bookingId = await hub.booked(aBooking(sessionId, 'first@nhs.net'));
    const find = () => hub.bookings.find(bookingId, workOf());
    const inLine = () => hub.bookings.placeInLine(sessionId, 'A', workOf());
    await expect(acts('calendar-public', inLine)()).rejects.toThrow('calendar-public may not dynamodb:Query on');
    await expect(acts('calendar-public', find)()).rejects.toThrow('calendar-public may not dynamodb:GetItem on');
    expect(refusals.splice(0)).toHaveLength(2);
    expect(await acts('bookings-me', inLine)()).toBe(0);
    expect(await acts('calendar-public', () => asNobody(find))()).toMatchObject({ bookingId });
    expect(await find()).toMatchObject({ bookingId });
    expect(refusals).toEqual([]);
  });

  it('ends in the failure of its file, though what was under way caught the refusal', async () => {
    const own = await startEngine();
    const other = createTestHub(own.client);
    await acts('calendar-public', () => other.bookings.find('x', workOf()))().catch(() => undefined);
    await expect(own.stop()).rejects.toThrow('calendar-public may not dynamodb:GetItem');
    expect(refusals).toEqual([]);
  });
});
