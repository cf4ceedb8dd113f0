import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlreadyDoneError, KeyReusedError } from '#platform/errors.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { isLong, testedEngines } from '../../support/long.ts';

describe.each(testedEngines)('booking a place, on %s', (engineName) => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine(engineName);
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  it('confirms while places are left, then puts people in the waiting list in order of arrival', async () => {
    const sessionId = await hub.publishedSession({ capacity: 2 });
    const statuses = [];
    for (const name of ['ann', 'bob', 'cy', 'di']) {
      hub.time.advance(1000);
      statuses.push((await hub.book(aBooking(sessionId, `${name}@nhs.net`))).body.status);
    }
    expect(statuses).toEqual(['confirmed', 'confirmed', 'waitlisted', 'waitlisted']);
    const { items } = await hub.attendees.listForSession(sessionId, { limit: 10 }, workOf());
    expect(items.map(({ workEmail, status }) => [workEmail, status])).toEqual([
      ['ann@nhs.net', 'confirmed'],
      ['bob@nhs.net', 'confirmed'],
      ['cy@nhs.net', 'waitlisted'],
      ['di@nhs.net', 'waitlisted'],
    ]);
  });

  it('gives 30 of hundreds who come at once a place, and the others one in the waiting list', async () => {
    const people = isLong ? 500 : 80;
    const sessionId = await hub.publishedSession({ capacity: 30 });
    const replies = await Promise.all(
      Array.from({ length: people }, (_, person) => hub.book(aBooking(sessionId, `person${person}@nhs.net`))),
    );
    expect(replies.filter(({ body }) => body.status === 'confirmed')).toHaveLength(30);
    expect(replies.filter(({ body }) => body.status === 'waitlisted')).toHaveLength(people - 30);
    const stored = await hub.sessions.find(sessionId, workOf());
    expect(stored?.places).toMatchObject({ taken: 30, waitlisted: people - 30 });
    expect(new Set((await hub.standing(sessionId)).bookings.map(({ bookingId }) => bookingId)).size).toBe(people);
  }, 120_000);

  it('makes one booking of twenty double clicks, and sends its link again for each of the others', async () => {
    const sessionId = await hub.publishedSession();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => hub.book(aBooking(sessionId, 'double.click@nhs.net'))),
    );
    expect(new Set(replies.map(({ body }) => body.status))).toEqual(new Set(['confirmed']));
    const stored = await hub.sessions.find(sessionId, workOf());
    expect(stored?.places).toMatchObject({ taken: 1, waitlisted: 0 });
    const own = (await hub.owedEmails()).filter(({ to }) => to === 'double.click@nhs.net');
    expect(own.filter(({ kind }) => kind === 'booking-confirmed')).toHaveLength(1);
    expect(own.filter(({ kind }) => kind === 'booking-link')).toHaveLength(19);
    expect(new Set(own.map(({ about }) => about.id)).size).toBe(1);
  });

  it('keeps one person of one address, however many sessions they book at once', async () => {
    const sessionIds = await Promise.all(Array.from({ length: 5 }, () => hub.publishedSession()));
    await Promise.all(sessionIds.map((sessionId) => hub.book(aBooking(sessionId, 'keen.learner@nhs.net'))));
    const items = await hub.bookingsOf('keen.learner@nhs.net');
    expect(items).toHaveLength(5);
    expect(new Set(items.map(({ personId }) => personId)).size).toBe(1);
  });

  it('answers the same Idempotency-Key with the reply of the first time, and another body under it not at all', async () => {
    const sessionId = await hub.publishedSession();
    const once = { id: `key-${sessionId}`, fingerprint: 'one' };
    const first = await hub.book(aBooking(sessionId, 'once@nhs.net'), once);
    await expect(hub.book(aBooking(sessionId, 'once@nhs.net'), once)).rejects.toMatchObject({
      reply: { status: 201, body: first.body },
    });
    await expect(hub.book(aBooking(sessionId, 'once@nhs.net'), once)).rejects.toBeInstanceOf(AlreadyDoneError);
    await expect(
      hub.book(aBooking(sessionId, 'another@nhs.net'), { ...once, fingerprint: 'two' }),
    ).rejects.toBeInstanceOf(KeyReusedError);
  });

  it('forgets a reply after a day, when the same key may be used again', async () => {
    const sessionId = await hub.publishedSession();
    const once = { id: `day-${sessionId}`, fingerprint: 'one' };
    await hub.book(aBooking(sessionId, 'early@nhs.net'), once);
    hub.time.advance(day + 1000);
    const later = await hub.book(aBooking(sessionId, 'later@nhs.net'), { ...once, fingerprint: 'two' });
    expect(later.status).toBe(201);
  });

  it('refuses a session that is a draft, is not there, or has started', async () => {
    const sessionId = await hub.publishedSession();
    await expect(hub.book(aBooking(hub.newId(), 'a@nhs.net'))).rejects.toMatchObject({ code: 'session-not-found' });
    hub.time.advance(15 * day);
    await expect(hub.book(aBooking(sessionId, 'a@nhs.net'))).rejects.toMatchObject({ code: 'booking-closed' });
  });

  it('names the boroughs of the hub where another was given', async () => {
    const sessionId = await hub.publishedSession();
    const booking = aBooking(sessionId, 'far.away@nhs.net');
    const elsewhere = { ...booking, person: { ...booking.person, workplace: { odsCode: 'G85001', borough: 'Leeds' } } };
    await expect(hub.book(elsewhere)).rejects.toMatchObject({
      code: 'not-valid',
      facts: { errors: [{ pointer: '/person/workplace/borough', detail: expect.stringContaining('Lewisham') }] },
    });
  });

  it('takes exactly one place back when a booking is cancelled twenty times at once', async () => {
    const sessionId = await hub.publishedSession({ capacity: 3 });
    const bookingId = await hub.booked(aBooking(sessionId, 'cancels@nhs.net'));
    await hub.book(aBooking(sessionId, 'stays@nhs.net'));
    const link = await hub.linkTo(bookingId);
    const replies = await Promise.all(Array.from({ length: 20 }, () => hub.cancel(bookingId, link)));
    expect(new Set(replies.map((reply) => reply.body.status))).toEqual(new Set(['cancelled']));
    const stored = await hub.sessions.find(sessionId, workOf());
    expect(stored?.places).toMatchObject({ taken: 1, waitlisted: 0 });
  });

  it('lets a person who cancelled book again', async () => {
    const sessionId = await hub.publishedSession();
    const first = await hub.booked(aBooking(sessionId, 'again@nhs.net'));
    await hub.cancel(first, await hub.linkTo(first));
    const second = await hub.booked(aBooking(sessionId, 'again@nhs.net'));
    expect(second).not.toBe(first);
    expect(await hub.bookings.find(second, workOf())).toMatchObject({ status: 'confirmed' });
  });
});
