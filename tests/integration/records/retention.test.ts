import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicSession, staffSession } from '#functions/bookings/replies.ts';
import { SessionRecord } from '#records/bookings/items.ts';
import { keys } from '#records/keys.ts';
import { AddressRecord, PersonRecord } from '#records/people/items.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { seen } from '../../support/seen.ts';

describe('what has ended', () => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  const found = async (sessionId: string) => {
    const stored = await hub.sessions.find(sessionId, workOf());
    if (!stored) throw new Error('There is no such session');
    return stored;
  };

  it('is counted nowhere: a session’s own figures end with its bookings', async () => {
    const sessionId = await hub.publishedSession({
      capacity: 2,
      startsAt: '2027-02-01T09:00:00.000Z',
      endsAt: '2027-02-01T12:00:00.000Z',
    });
    for (const name of ['counted-one', 'counted-two', 'counted-three'])
      await hub.book(aBooking(sessionId, `${name}@nhs.net`));
    hub.time.moveTo('2033-01-31T09:00:00.000Z');
    expect(staffSession(await found(sessionId))).toMatchObject({ confirmed: 2, waitlisted: 1, placesLeft: 0 });
    hub.time.moveTo('2033-02-02T09:00:00.000Z');
    expect((await hub.attendees.listForSession(sessionId, { limit: 5 }, workOf())).items).toEqual([]);
    expect(staffSession(await found(sessionId))).toMatchObject({
      confirmed: 0,
      offered: 0,
      waitlisted: 0,
      placesLeft: 2,
    });
    expect(publicSession(await found(sessionId))).toMatchObject({ placesLeft: 2 });
    const { items } = await hub.sessions.listAll({ limit: 50 }, workOf());
    expect(items.find(({ session }) => session.sessionId === sessionId)?.places).toMatchObject({
      taken: 0,
      waitlisted: 0,
    });
  });

  it('takes a person’s own record along no sooner than their address: two years after they last booked', async () => {
    const { clock } = hub;
    await hub.book(aBooking(await hub.publishedSession(), 'returns@nhs.net'));
    const address = await hub.records.find(seen(AddressRecord), keys.address('returns@nhs.net'), workOf());
    if (!address) throw new Error('the address is known');
    hub.time.advance(700 * day);
    await hub.book(aBooking(await hub.publishedSession(), 'returns@nhs.net'));
    const person = await hub.records.find(seen(PersonRecord), keys.person(address.personId), workOf());
    expect(person?.lastActiveAt).toBe(clock().toISOString());
    hub.time.advance(700 * day);
    expect(await hub.records.find(seen(PersonRecord), keys.person(address.personId), workOf())).toBeDefined();
    hub.time.advance(40 * day);
    expect(await hub.records.find(seen(PersonRecord), keys.person(address.personId), workOf())).toBeUndefined();
  });

  it('was why staff cancelled a session thirty days after it was to end, and not the session', async () => {
    const reason = 'The room is no longer free';
    const sessionId = await hub.publishedSession();
    const on = { ...hub.nothing, path: { sessionId } };
    await hub.cancelSession({ ...on, body: { version: undefined, reason } }, hub.asStaff());
    const shown = async () => (await hub.getAnySession(on, hub.asStaff())).body;
    expect(
      JSON.stringify(await hub.records.find(seen(SessionRecord), keys.session(sessionId), workOf())),
    ).not.toContain(reason);
    hub.time.moveTo((await found(sessionId)).session.endsAt);
    hub.time.advance(29 * day);
    expect(await shown()).toMatchObject({ status: 'cancelled', cancelledBecause: reason });
    hub.time.advance(2 * day);
    expect(await shown()).toMatchObject({ status: 'cancelled', cancelledBecause: undefined });
  });

  it('was access needs thirty days after the session, and not the booking that they were given for', async () => {
    const sessionId = await hub.publishedSession();
    await hub.book(aBooking(sessionId, 'needs@nhs.net', { accessNeeds: 'A hearing loop' }));
    const listed = async () => (await hub.attendees.listForSession(sessionId, { limit: 5 }, workOf())).items;
    hub.time.moveTo((await found(sessionId)).session.endsAt);
    hub.time.advance(29 * day);
    expect(await listed()).toMatchObject([{ workEmail: 'needs@nhs.net', accessNeeds: 'A hearing loop' }]);
    hub.time.advance(2 * day);
    const [entry] = await listed();
    expect(entry).toMatchObject({ workEmail: 'needs@nhs.net' });
    expect(entry).not.toHaveProperty('accessNeeds');
  });
});
