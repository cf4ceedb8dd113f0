import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRecordAttendance } from '#functions/bookings/attendance/record-attendance.ts';
import { createCarryOut } from '#functions/bookings/follow-up.ts';
import { createMoveInLine } from '#functions/bookings/line/move-in-line.ts';
import { createBookPlace } from '#functions/bookings/places/book-place.ts';
import { createSubstitute } from '#functions/bookings/places/substitute.ts';
import type { Bookings } from '#records/bookings/bookings.ts';
import { CertificateRecord } from '#records/bookings/items.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, aSession, createTestHub, day, hour, type TestHub, workOf } from '../../support/hub.ts';
import { scanAll } from '../../support/scan.ts';
import { expectConsistent, readStored } from '../../support/stored-bookings.ts';

/** What others do after the facts were read, and before what was decided on them is written. */
describe('what is decided on facts that have changed by the time it is written is decided anew', () => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  /** The hub's bookings, where something happens once, just before a write. */
  function whereBefore(write: keyof Bookings, happens: () => Promise<unknown>): TestHub & { happened: () => boolean } {
    let done = false;
    const act = async (...args: unknown[]) => {
      if (!done) {
        done = true;
        await happens();
      }
      return (hub.bookings[write] as (...args: unknown[]) => unknown)(...args);
    };
    return { ...hub, bookings: { ...hub.bookings, [write]: act } as Bookings, happened: () => done };
  }

  const book = async (sessionId: string, address: string) => {
    await hub.book(aBooking(sessionId, address));
    return bookingOf(sessionId, address);
  };
  const bookingOf = async (sessionId: string, address: string) => {
    const found = (await hub.standing(sessionId)).bookings.find(({ workEmail }) => workEmail === address);
    if (!found) throw new Error(`${address} has no booking`);
    return found;
  };
  const cancel = async (bookingId: string) => hub.cancel(bookingId, await hub.linkTo(bookingId));
  const bookWhereBefore = async (sessionId: string, address: string, happens: () => Promise<unknown>) => {
    const bookPlace = createBookPlace(whereBefore('reserve', happens));
    await bookPlace(
      { ...hub.nothing, body: aBooking(sessionId, address) },
      { caller: { kind: 'guest' }, work: workOf(), once: undefined },
    );
    return bookingOf(sessionId, address);
  };
  const emailsOwedTo = async (address: string) => (await hub.owedEmails()).filter(({ to }) => to === address);
  const kindsOwedTo = async (address: string) => (await emailsOwedTo(address)).map(({ kind }) => kind);

  it('a place, where somebody has joined the line meanwhile: nobody overtakes it', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1 });
    const { status } = await bookWhereBefore(sessionId, 'overtaking@nhs.net', async () => {
      const { bookingId } = await book(sessionId, 'holder@nhs.net');
      await book(sessionId, 'in.line@nhs.net');
      await cancel(bookingId);
    });
    expect(status).toBe('waitlisted');
  });

  it('a turn in the line, where a place has come free meanwhile: it is theirs', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1 });
    const { bookingId } = await book(sessionId, 'leaving@nhs.net');
    const { status } = await bookWhereBefore(sessionId, 'just.in.time@nhs.net', () => cancel(bookingId));
    expect(status).toBe('confirmed');
    expect((await hub.standing(sessionId)).places).toMatchObject({ taken: 1, waitlisted: 0 });
  });

  it('a booking of a session that has moved meanwhile: the confirmation says when it now is', async () => {
    const sessionId = await hub.publishedSession();
    const moved = new Date(hub.clock().getTime() + 20 * day);
    await bookWhereBefore(sessionId, 'moved.meanwhile@nhs.net', async () => {
      const { session } = await hub.standing(sessionId);
      const body = {
        ...aSession(hub.clock(), {
          startsAt: moved.toISOString(),
          endsAt: new Date(moved.getTime() + 3 * hour).toISOString(),
          cancellationPolicy: session.cancellationPolicy,
        }),
        version: session.version,
      };
      await hub.changeSession({ ...hub.nothing, path: { sessionId }, body: body as never }, hub.asStaff());
    });
    const [email] = await emailsOwedTo('moved.meanwhile@nhs.net');
    expect(email).toMatchObject({ kind: 'booking-confirmed', facts: { session: { startsAt: moved.toISOString() } } });
  });

  it('a turn before somebody who has left the line meanwhile', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1 });
    await book(sessionId, 'has.it@nhs.net');
    const ids: string[] = [];
    for (const name of ['first', 'second', 'third']) {
      hub.time.advance(1000);
      ids.push((await book(sessionId, `${name}.in.line@nhs.net`)).bookingId);
    }
    const [first = '', second = '', third = ''] = ids;
    const move = createMoveInLine(whereBefore('moveInLine', () => cancel(first)));
    const body = { bookingId: third, before: first, reason: 'Rang us' };
    const moving = move({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
    await expect(moving).rejects.toMatchObject({ code: 'wrong-state' });
    const { items } = await hub.bookings.listLine(sessionId, { limit: 10 }, workOf());
    expect(items.map(({ bookingId }) => bookingId)).toEqual([second, third]);
  });

  it('attendance that a colleague has recorded meanwhile: one certificate, one email', async () => {
    const sessionId = await hub.publishedSession();
    const { bookingId } = await book(sessionId, 'attended.once@nhs.net');
    const { session } = await hub.standing(sessionId);
    const now = hub.clock().toISOString();
    hub.time.moveTo(session.endsAt);
    const input = {
      ...hub.nothing,
      path: { sessionId },
      body: { attendance: [{ bookingId, attendance: 'attended' as const }] },
    };
    const record = createRecordAttendance(
      whereBefore('recordAttendance', () => hub.recordAttendance(input, hub.asStaff())),
    );
    const { body } = await record(input, hub.asStaff());
    hub.time.moveTo(now);
    const stored = await scanAll(hub.document, 'records', CertificateRecord);
    const certificates = stored.filter((certificate) => certificate.bookingId === bookingId);
    expect(certificates.map(({ code }) => code)).toEqual([body.items[0]?.certificateCode]);
    expect((await kindsOwedTo('attended.once@nhs.net')).filter((kind) => kind === 'attended')).toHaveLength(1);
  });

  it('word of a change that is being told by another: once', async () => {
    const sessionId = await hub.publishedSession();
    await book(sessionId, 'told.once@nhs.net');
    const { session } = await hub.standing(sessionId);
    const { startsAt, endsAt } = aSession(new Date(hub.clock().getTime() + day));
    const changed = { ...aSession(hub.clock(), { startsAt, endsAt }), cancellationPolicy: session.cancellationPolicy };
    await hub.changeSession(
      { ...hub.nothing, path: { sessionId }, body: { ...changed, version: session.version } as never },
      hub.asStaff(),
    );
    const tell = { kind: 'tell-attendees', sessionId } as const;
    const deps = whereBefore('tellOfChange', () => hub.followUp(tell));
    await createCarryOut(deps)(tell, workOf());
    expect(deps.happened()).toBe(true);
    expect(await kindsOwedTo('told.once@nhs.net')).toEqual(['booking-confirmed', 'session-changed']);
  });

  it('a reminder that is being sent by another: once', async () => {
    const sessionId = await hub.publishedSession();
    await book(sessionId, 'reminded.once@nhs.net');
    const { session } = await hub.standing(sessionId);
    const now = hub.clock().toISOString();
    hub.time.moveTo(new Date(Date.parse(session.startsAt) - 7 * day).toISOString());
    const remind = { kind: 'remind', sessionId, reminder: 'week' } as const;
    const deps = whereBefore('remind', () => hub.followUp(remind));
    await createCarryOut(deps)(remind, workOf());
    hub.time.moveTo(now);
    expect(deps.happened()).toBe(true);
    expect(await kindsOwedTo('reminded.once@nhs.net')).toEqual(['booking-confirmed', 'reminder']);
  });

  it('an offer that has ended: it is too late, and the place goes to the next', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1 });
    const holder = await book(sessionId, 'gives.back@nhs.net');
    const { bookingId } = await book(sessionId, 'too.late@nhs.net');
    const caller = await hub.linkTo(bookingId);
    await cancel(holder.bookingId);
    await hub.followUp({ kind: 'offer-places', sessionId });
    const offered = await hub.bookings.find(bookingId, workOf());
    const accept = () =>
      hub.acceptOffer({ ...hub.nothing, path: { bookingId } }, { caller, work: workOf(), once: undefined });
    const now = hub.clock().toISOString();
    hub.time.moveTo(offered?.offerEndsAt ?? '');
    await expect(accept()).rejects.toMatchObject({ code: 'offer-ended' });
    hub.time.moveTo(new Date(Date.parse(offered?.offerEndsAt ?? '') - 1).toISOString());
    expect((await accept()).body.status).toBe('confirmed');
    hub.time.moveTo(now);
  });

  it.each([
    { until: 'their booking is read', before: 'find', slug: 'before.read' },
    { until: 'it is written', before: 'handOver', slug: 'before.write' },
  ] as const)(
    'a place for a colleague who has given up their own by the time that $until: they get this one',
    async ({ before, slug }) => {
      const sessionId = await hub.publishedSession({ capacity: 3 });
      const { bookingId } = await book(sessionId, `hands.over.${slug}@nhs.net`);
      const own = await book(sessionId, `had.a.place.${slug}@nhs.net`);
      const caller = await hub.linkTo(bookingId);
      const deps = whereBefore(before, () => cancel(own.bookingId));
      const { person } = aBooking('', `had.a.place.${slug}@nhs.net`);
      const body = { person, acceptCharge: false };
      await createSubstitute(deps)(
        { ...hub.nothing, path: { bookingId }, body },
        { caller, work: workOf(), once: undefined },
      );
      expect(deps.happened()).toBe(true);
      const { bookings, places } = await hub.standing(sessionId);
      expect(places.taken).toBe(1);
      const confirmed = bookings.filter(({ status }) => status === 'confirmed');
      expect(confirmed.map(({ workEmail }) => workEmail)).toEqual([person.workEmail]);
      // What they have ended stays ended: this is another booking.
      expect(bookings.find((each) => each.bookingId === own.bookingId)?.status).toBe('cancelled');
    },
  );

  it('hands no place to somebody for whom the session is not', async () => {
    const sessionId = await hub.publishedSession({ audience: { roleGroups: ['nurse'], boroughs: [] } });
    const { bookingId } = await book(sessionId, 'nurse.gives@nhs.net');
    const caller = await hub.linkTo(bookingId);
    const { person } = aBooking('', 'gp.takes@nhs.net');
    const body = { person: { ...person, jobRole: 'salaried-gp' as const }, acceptCharge: false };
    await expect(
      hub.substitute({ ...hub.nothing, path: { bookingId }, body }, { caller, work: workOf(), once: undefined }),
    ).rejects.toMatchObject({ code: 'not-for-you' });
    expect((await bookingOf(sessionId, 'nurse.gives@nhs.net')).status).toBe('confirmed');
  });

  it('and what is stored agrees with itself after all of this', async () => {
    const stored = await readStored(hub.document, 'records');
    const sessions = new Set(stored.flatMap((item) => (item.type === 'places' ? [item.sessionId] : [])));
    expect(sessions.size).toBeGreaterThan(5);
    for (const sessionId of sessions) expectConsistent(stored, sessionId);
  });
});
