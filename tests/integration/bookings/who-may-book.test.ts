import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import {
  aBooking,
  aSession,
  bookingsStaff,
  createTestHub,
  day,
  hour,
  type TestHub,
  workOf,
} from '../../support/hub.ts';
import { expectConsistent, readStored } from '../../support/stored-bookings.ts';

describe('who may book what, and for whom', () => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  const inDays = (days: number) => new Date(hub.clock().getTime() + days * day).toISOString();
  const forPerson = (sessionId: string, address: string) => {
    const { sessionId: _, ...body } = aBooking(sessionId, address);
    return hub.bookForPerson({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
  };
  const handOver = async (bookingId: string, address: string, name = 'Fay Colleague') => {
    const { person } = aBooking('', address);
    const body = { person: { ...person, name }, acceptCharge: false };
    const caller = await hub.linkTo(bookingId);
    return hub.substitute({ ...hub.nothing, path: { bookingId }, body }, { caller, work: workOf(), once: undefined });
  };
  const emailsOwedTo = async (address: string) => (await hub.owedEmails()).filter(({ to }) => to === address);
  const standing = async (sessionId: string) => expectConsistent(await readStored(hub.document, 'records'), sessionId);

  it('lets the public book from the opening to the closing, and says when it opens', async () => {
    const sessionId = await hub.publishedSession({ bookingOpensAt: inDays(2), bookingClosesAt: inDays(7) });
    const book = () => hub.book(aBooking(sessionId, 'early@nhs.net'));
    await expect(book()).rejects.toMatchObject({
      code: 'booking-not-open',
      facts: { detail: 'Booking opens on Wednesday 6 January 2027, 9am (UK time)' },
    });
    expect((await forPerson(sessionId, 'on.behalf@nhs.net')).body.status).toBe('confirmed');
    hub.time.advance(2 * day);
    expect((await book()).body.status).toBe('confirmed');
    hub.time.advance(5 * day);
    await expect(hub.book(aBooking(sessionId, 'late@nhs.net'))).rejects.toMatchObject({ code: 'booking-closed' });
    expect((await forPerson(sessionId, 'late.on.behalf@nhs.net')).body.status).toBe('confirmed');
  });

  it('says for which roles and boroughs a session is, to whom it is not for', async () => {
    const audience = { roleGroups: ['gp' as const], boroughs: ['Bexley'] };
    const sessionId = await hub.publishedSession({ audience });
    await expect(hub.book(aBooking(sessionId, 'nurse@nhs.net'))).rejects.toMatchObject({
      code: 'not-for-you',
      facts: {
        detail: 'This session is for people in these roles: GPs, and for people who work in Bexley',
        extensions: { because: ['role', 'borough'], audience },
      },
    });
    const nurses = await hub.publishedSession({ audience: { roleGroups: ['nurse'], boroughs: [] } });
    expect((await hub.book(aBooking(nurses, 'nurse@nhs.net'))).body.status).toBe('confirmed');
  });

  it('passes over those in the line for whom the session no longer is', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1 });
    const holder = await hub.booked(aBooking(sessionId, 'holder@nhs.net'));
    hub.time.advance(1000);
    const gp = aBooking(sessionId, 'a.gp@nhs.net');
    await hub.book({ ...gp, person: { ...gp.person, jobRole: 'salaried-gp' } });
    hub.time.advance(1000);
    const nurse = await hub.booked(aBooking(sessionId, 'a.nurse@nhs.net'));
    const { session } = await hub.standing(sessionId);
    const body = { version: session.version, audience: { roleGroups: ['nurse' as const], boroughs: [] } };
    await hub.changeSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
    await hub.cancel(holder, await hub.linkTo(holder));
    await hub.followUp({ kind: 'offer-places', sessionId });
    expect((await standing(sessionId)).offered.map(({ bookingId }) => bookingId)).toEqual([nurse]);
  });

  it('turns people away from a session that is full and has no waiting list', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1, hasWaitingList: false });
    await hub.book(aBooking(sessionId, 'first@nhs.net'));
    await expect(hub.book(aBooking(sessionId, 'second@nhs.net'))).rejects.toMatchObject({ code: 'session-full' });
    await expect(forPerson(sessionId, 'second@nhs.net')).rejects.toMatchObject({ code: 'session-full' });
  });

  it('gives a place that is handed over to a colleague who waits, and that of one who has a place to the next in line', async () => {
    const sessionId = await hub.publishedSession({ capacity: 2 });
    const ids: Record<string, string> = {};
    for (const name of ['ann', 'bob', 'cy', 'di']) {
      hub.time.advance(1000);
      ids[name] = await hub.booked(aBooking(sessionId, `handing.${name}@nhs.net`));
    }
    const { body } = await handOver(ids.ann ?? '', 'handing.di@nhs.net');
    expect(body).toMatchObject({ status: 'cancelled', cancelledBecause: 'handed-over' });
    const waited = await standing(sessionId);
    expect(waited.confirmed.map(({ bookingId }) => bookingId).sort()).toEqual([ids.bob, ids.di].sort());
    expect(waited.inLine).toEqual([ids.cy]);

    // Who hands over learns nothing of what their colleague holds: the reply is the same.
    const again = await handOver(ids.bob ?? '', 'handing.di@nhs.net');
    expect(Object.keys(again.body)).toEqual(Object.keys(body));
    await hub.followUp({ kind: 'offer-places', sessionId });
    const freed = await standing(sessionId);
    expect(freed.confirmed.map(({ bookingId }) => bookingId)).toEqual([ids.di]);
    expect(freed.offered.map(({ bookingId }) => bookingId)).toEqual([ids.cy]);
  });

  it('hands a place over once, however often it is asked, and never to its own holder', async () => {
    const sessionId = await hub.publishedSession();
    const bookingId = await hub.booked(aBooking(sessionId, 'giver@nhs.net'));
    await expect(handOver(bookingId, 'giver@nhs.net')).rejects.toMatchObject({ code: 'not-valid' });
    const caller = await hub.linkTo(bookingId);
    const { person } = aBooking('', 'taker@nhs.net');
    const ask = () =>
      hub.substitute(
        { ...hub.nothing, path: { bookingId }, body: { person, acceptCharge: false } },
        { caller, work: workOf(), once: undefined },
      );
    const replies = await Promise.all(Array.from({ length: 8 }, ask));
    for (const { body } of replies) expect(body.cancelledBecause).toBe('handed-over');
    expect(await emailsOwedTo('taker@nhs.net')).toHaveLength(1);
    expect((await standing(sessionId)).places.taken).toBe(1);
    await expect(handOver(bookingId, 'somebody.else@nhs.net')).rejects.toMatchObject({ code: 'wrong-state' });
  });

  it('waives the fee of a late hand-over for who comes instead, not for a colleague who comes anyway; the reply is the same', async () => {
    const startsAt = inDays(1);
    const sessionId = await hub.publishedSession({
      startsAt,
      endsAt: new Date(Date.parse(startsAt) + 3 * hour).toISOString(),
      cancellationPolicy: {
        unit: 'calendar-days',
        notice: 7,
        feeBands: [{ upToMinutes: null, pence: 5000 }],
        payer: 'person',
        waivedBySubstitute: true,
      },
    });
    const booked = async (address: string) => {
      await hub.book(aBooking(sessionId, address));
      const found = (await hub.standing(sessionId)).bookings.find(({ workEmail }) => workEmail === address);
      return found?.bookingId ?? '';
    };
    const [first, second] = [await booked('late.one@nhs.net'), await booked('late.two@nhs.net')];
    await booked('comes.anyway@nhs.net');
    const late = async (bookingId: string, address: string, acceptCharge: boolean) => {
      const { person } = aBooking('', address);
      return hub.substitute(
        { ...hub.nothing, path: { bookingId }, body: { person, acceptCharge } },
        { caller: await hub.linkTo(bookingId), work: workOf(), once: undefined },
      );
    };
    for (const address of ['comes.anyway@nhs.net', 'comes.instead@nhs.net']) {
      await expect(late(first, address, false)).rejects.toMatchObject({
        code: 'late-cancellation',
        facts: { extensions: { charge: { pence: 5000 } } },
      });
    }
    const [anyway, instead] = [
      await late(first, 'comes.anyway@nhs.net', true),
      await late(second, 'comes.instead@nhs.net', true),
    ];
    expect(Object.keys(anyway.body)).toEqual(Object.keys(instead.body));
    expect(anyway.body.charge).toBeUndefined();
    // Nor does the second click tell them apart.
    expect((await late(first, 'comes.anyway@nhs.net', true)).body).toEqual(anyway.body);
    expect((await late(second, 'comes.instead@nhs.net', true)).body).toEqual(instead.body);
    const toldOf = async (address: string) =>
      (await emailsOwedTo(address)).find(({ kind }) => kind === 'place-handed-over')?.facts;
    expect(await toldOf('late.one@nhs.net')).toMatchObject({ charge: { pence: 5000 }, hadPlace: true });
    expect(await toldOf('late.two@nhs.net')).not.toHaveProperty('charge');
    expect((await hub.bookings.find(first, workOf()))?.charge).toMatchObject({ pence: 5000 });
    expect((await hub.bookings.find(second, workOf()))?.charge).toBeUndefined();
  });

  it('lets staff cancel for somebody, free of charge, with a reason that is audited and told', async () => {
    const cancellationPolicy = {
      unit: 'calendar-days' as const,
      notice: 60,
      feeBands: [{ upToMinutes: null, pence: 100 }],
      payer: 'person' as const,
      waivedBySubstitute: false,
    };
    const sessionId = await hub.publishedSession({ cancellationPolicy });
    const bookingId = await hub.booked(aBooking(sessionId, 'kept.away@nhs.net'));
    const path = { sessionId, bookingId };
    const cancel = () =>
      hub.cancelForPerson({ ...hub.nothing, path, body: { reason: 'Rang us: snow' } }, hub.asStaff());
    expect((await cancel()).body.status).toBe('cancelled');
    expect((await cancel()).body.status).toBe('cancelled');
    const owed = (await emailsOwedTo('kept.away@nhs.net')).filter(({ kind }) => kind === 'booking-cancelled');
    expect(owed.map(({ facts }) => facts)).toMatchObject([{ by: 'hub', reason: 'Rang us: snow' }]);
    expect(owed[0]?.facts).not.toHaveProperty('charge');
    const elsewhere = { ...path, sessionId: await hub.publishedSession() };
    await expect(
      hub.cancelForPerson({ ...hub.nothing, path: elsewhere, body: {} }, hub.asStaff()),
    ).rejects.toMatchObject({ code: 'booking-not-found' });
  });

  it('shows staff whose address returns what is sent to it', async () => {
    const sessionId = await hub.publishedSession();
    await hub.book(aBooking(sessionId, 'returned@nhs.net'));
    await hub.emails.suppress('returned@nhs.net', 'bounced', workOf());
    const reply = await hub.listSessionBookings(
      { path: { sessionId }, query: { limit: 20 }, body: undefined },
      { caller: bookingsStaff, work: workOf(), once: undefined, accepts: 'application/json' },
    );
    expect(reply).toMatchObject({ body: { items: [{ emailReturned: 'bounced' }] } });
  });

  it('tells the organiser once that a session is full, and once that too few have booked', async () => {
    const startsAt = inDays(7);
    const endsAt = new Date(Date.parse(startsAt) + 3 * hour).toISOString();
    const sessionId = await hub.publishedSession({ capacity: 4, minimumNumbers: 3, startsAt, endsAt });
    await hub.book(aBooking(sessionId, 'only.one@nhs.net'));
    const notices = async () =>
      (await emailsOwedTo('info@seltraininghub.co.uk'))
        .filter(({ about }) => about.id === sessionId)
        .map(({ kind }) => kind);
    for (let n = 0; n < 3; n += 1) await hub.followUp({ kind: 'tell-minimum-not-reached', sessionId });
    expect(await notices()).toEqual(['minimum-not-reached']);
    for (const name of ['b', 'c', 'd']) await hub.book(aBooking(sessionId, `filling.${name}@nhs.net`));
    for (let n = 0; n < 3; n += 1) await hub.followUp({ kind: 'tell-session-full', sessionId });
    expect(await notices()).toEqual(['minimum-not-reached', 'session-full']);
  });

  it('makes the dates of a series at once, soonest first, and points at a date that cannot be', async () => {
    const {
      startsAt: _starts,
      endsAt: _ends,
      bookingOpensAt: _o,
      bookingClosesAt: _c,
      ...shared
    } = aSession(hub.clock());
    const date = (days: number, hours: number) => ({
      startsAt: inDays(days),
      endsAt: new Date(hub.clock().getTime() + days * day + hours * hour).toISOString(),
      bookingOpensAt: null,
      bookingClosesAt: null,
    });
    const make = (...dates: ReturnType<typeof date>[]) =>
      hub.createSeries({ ...hub.nothing, body: { ...shared, dates } }, hub.asStaff());
    const { body } = await make(date(20, 2), date(10, 2), date(30, 2));
    expect(body.sessions.map(({ startsAt }) => startsAt)).toEqual([10, 20, 30].map(inDays));
    for (const session of body.sessions) expect(session).toMatchObject({ seriesId: body.seriesId, status: 'draft' });
    await expect(make(date(10, 2), date(20, -1))).rejects.toMatchObject({
      facts: { errors: [{ pointer: '/dates/1/endsAt' }] },
    });
  });
});
