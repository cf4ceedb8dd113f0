import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemError } from '#http/problem-error.ts';
import { AlreadyDoneError } from '#platform/errors.ts';
import { asksOf, createAsksWrites } from '#records/people/asks.ts';
import { asNobody } from '../../support/acting-as.ts';
import { recordCalls } from '../../support/calls.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, hour, type TestHub, workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';
import { readStored } from '../../support/stored-bookings.ts';

describe.each(testedEngines)('what who asks for a place is told, on %s', (engineName) => {
  let engine: RunningEngine;
  let hub: TestHub;
  let calls: ReturnType<typeof recordCalls>;

  beforeAll(async () => {
    engine = await startEngine(engineName);
    hub = createTestHub(engine.client);
    calls = recordCalls(hub.document);
  });
  afterAll(() => engine.stop());

  /** The reply or the problem, as it would leave. */
  async function answerOf(act: () => Promise<{ status: number; body: unknown }>): Promise<string> {
    try {
      return JSON.stringify(await act());
    } catch (error) {
      if (error instanceof AlreadyDoneError) return JSON.stringify(error.reply);
      if (!(error instanceof ProblemError)) throw error;
      return JSON.stringify({ code: error.code, ...error.facts });
    }
  }
  const emailsTo = async (address: string) =>
    (await readStored(hub.document, 'records'))
      .filter((item) => item.type === 'email')
      .filter(({ to }) => to === address);
  const kindsTo = async (address: string) => (await emailsTo(address)).map(({ kind }) => kind);
  const byHub = (sessionId: string, address: string) => {
    const { sessionId: _, ...body } = aBooking(sessionId, address);
    return hub.bookForPerson({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
  };

  /** Each with somebody who holds a booking, and how things stand when a stranger tries their address. */
  const situations = {
    'while places are left': async (known: string) => {
      const sessionId = await hub.publishedSession();
      await hub.book(aBooking(sessionId, known));
      return sessionId;
    },
    'while others wait': async (known: string) => {
      const sessionId = await hub.publishedSession({ capacity: 1 });
      await hub.book(aBooking(sessionId, known));
      await hub.book(aBooking(sessionId, 'others.wait@nhs.net'));
      return sessionId;
    },
    'who waits themselves': async (known: string) => {
      const sessionId = await hub.publishedSession({ capacity: 1 });
      await hub.book(aBooking(sessionId, 'first.comes@nhs.net'));
      await hub.book(aBooking(sessionId, known));
      return sessionId;
    },
    'of the last place, where nobody can wait': async (known: string) => {
      const sessionId = await hub.publishedSession({ capacity: 1, hasWaitingList: false });
      await hub.book(aBooking(sessionId, known));
      return sessionId;
    },
    'before booking opens, booked by staff': async (known: string) => {
      const opens = new Date(hub.clock().getTime() + 2 * day).toISOString();
      const sessionId = await hub.publishedSession({ bookingOpensAt: opens });
      await byHub(sessionId, known);
      return sessionId;
    },
    'after booking has closed': async (known: string) => {
      const closes = new Date(hub.clock().getTime() + hour).toISOString();
      const sessionId = await hub.publishedSession({ bookingClosesAt: closes });
      await hub.book(aBooking(sessionId, known));
      hub.time.advance(hour);
      return sessionId;
    },
    'of a session that is no longer for them': async (known: string) => {
      const sessionId = await hub.publishedSession();
      await hub.book(aBooking(sessionId, known));
      const { session } = await hub.standing(sessionId);
      const audience = { roleGroups: ['gp' as const], boroughs: [] };
      const body = { version: session.version, audience };
      await hub.changeSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
      return sessionId;
    },
  };

  it.each(Object.entries(situations))(
    'is the same for who has booked as for anybody, %s: to the byte, and by the same calls',
    async (situation, arrange) => {
      const name = situation.replaceAll(/\W+/g, '.');
      const [known, unknown] = [`known.${name}@nhs.net`, `unknown.${name}@nhs.net`];
      const sessionId = await arrange(known);
      const before = await hub.standing(sessionId);

      const toKnown = await calls.during(() => answerOf(() => hub.book(aBooking(sessionId, known))));
      expect(await hub.standing(sessionId)).toEqual(before);
      const toUnknown = await calls.during(() => answerOf(() => hub.book(aBooking(sessionId, unknown))));

      expect(toKnown.answer).toBe(toUnknown.answer);
      expect(toKnown.answer).not.toMatch(/[0-7][0-9A-HJKMNP-TV-Z]{25}|[2-9B-Z]{5}-[2-9B-Z]{5}/);
      // Two round trips, whatever is known: one that reads, one that writes.
      const names = ({ made }: typeof toKnown) => made.map(({ command }) => command);
      expect(names(toKnown)).toEqual(['BatchGetCommand', 'TransactWriteCommand']);
      expect(names(toUnknown)).toEqual(names(toKnown));
      const [readKnown, wroteKnown] = toKnown.made;
      const [readUnknown, wroteUnknown] = toUnknown.made;
      expect(readKnown?.items).toBe(readUnknown?.items);
      expect(wroteKnown?.items).toBe(wroteUnknown?.items);

      const own = before.bookings.find(({ workEmail }) => workEmail === known);
      const link = (await emailsTo(known)).filter(({ kind }) => kind === 'booking-link');
      expect(link).toMatchObject([{ about: { kind: 'booking', id: own?.bookingId } }]);
      expect(link[0]?.facts).toMatchObject({ reference: own?.reference, name: own?.name });
      expect(link[0]?.linkExpiresAt).toBeGreaterThan(0);
    },
  );

  it('says under one key what it said at first, however the session has changed, and sends nothing for it', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1, hasWaitingList: false });
    const once = { id: `receipt-${sessionId}`, fingerprint: 'one' };
    const booking = aBooking(sessionId, 'one.key@nhs.net');
    const first = await answerOf(() => hub.book(booking, once));
    expect(first).toContain('confirmed');
    // Of a problem it is the handler that finds what was answered under the key.
    const again = await answerOf(async () => {
      await hub.book(booking, once).catch(async (error) => {
        await hub.records.recall(once, workOf());
        throw error;
      });
      throw new Error('It was made twice');
    });
    expect(again).toBe(first);
    expect(await kindsTo('one.key@nhs.net')).toEqual(['booking-confirmed']);
    // Without one, who clicks twice is told that it is full, as anybody would be, and sent what they have.
    await expect(hub.book(booking)).rejects.toMatchObject({ code: 'session-full' });
    expect((await kindsTo('one.key@nhs.net')).sort()).toEqual(['booking-confirmed', 'booking-link']);
  });

  it('makes one booking for one mailbox, and mails its link to where it was booked from, not to what was typed now', async () => {
    const sessionId = await hub.publishedSession();
    await hub.book(aBooking(sessionId, 'tagged@nhs.net'));
    await hub.book(aBooking(sessionId, 'tagged+stranger@nhs.net'));
    expect((await hub.standing(sessionId)).places.taken).toBe(1);
    expect(await kindsTo('tagged+stranger@nhs.net')).toEqual([]);
    expect((await kindsTo('tagged@nhs.net')).sort()).toEqual(['booking-confirmed', 'booking-link']);
  });

  it('mails a new booking to the very address that was typed', async () => {
    await hub.book(aBooking(await hub.publishedSession(), 'typed+here@nhs.net'));
    expect(await kindsTo('typed+here@nhs.net')).toEqual(['booking-confirmed']);
    expect(await hub.bookingsOf('typed@nhs.net')).toEqual([]);
    expect(await hub.bookingsOf('typed+here@nhs.net')).toHaveLength(1);
  });

  it('makes no more than so much in the name of one mailbox in a day, and answers the next as if it did', async () => {
    const most = hub.hub.openForms.mostPerMailboxAndDay;
    const name = (n: number) => `busy+${n}@nhs.net`;
    const replies = new Set<string>();
    for (let n = 0; n < most; n += 1) {
      const sessionId = await hub.publishedSession();
      replies.add(await answerOf(() => hub.book(aBooking(sessionId, name(n)))));
    }
    const sessionId = await hub.publishedSession();
    const once = { id: `ceiling-${sessionId}`, fingerprint: 'one' };
    const passedOver = await calls.during(() => answerOf(() => hub.book(aBooking(sessionId, 'busy@nhs.net'), once)));
    replies.add(passedOver.answer);
    expect(replies.size).toBe(1);
    expect(passedOver.made.map(({ command }) => command)).toEqual(['BatchGetCommand', 'TransactWriteCommand']);
    expect(await answerOf(() => hub.book(aBooking(sessionId, 'busy@nhs.net'), once))).toBe(passedOver.answer);
    expect((await hub.standing(sessionId)).places.taken).toBe(0);
    expect(await emailsTo('busy@nhs.net')).toEqual([]);
    expect(hub.counted.AskPassedOver).toBeGreaterThan(0);

    // The same where they would be told of a problem, or be sent a link again.
    const full = await hub.publishedSession({ capacity: 1, hasWaitingList: false });
    await hub.book(aBooking(full, 'has.the.place@nhs.net'));
    const told = [];
    for (const address of ['busy@nhs.net', 'not.busy@nhs.net'])
      told.push(await answerOf(() => hub.book(aBooking(full, address))));
    expect(told[0]).toBe(told[1]);

    // Staff book for them all the same, and so do they the next day.
    expect((await byHub(sessionId, 'busy@nhs.net')).body).toMatchObject({
      status: 'confirmed',
      bookingId: expect.any(String),
    });
    await hub.book(aBooking(sessionId, 'busy@nhs.net'));
    expect(await kindsTo('busy@nhs.net')).toEqual(['booking-confirmed']);
    hub.time.advance(day);
    await hub.book(aBooking(sessionId, 'busy@nhs.net'));
    expect((await kindsTo('busy@nhs.net')).sort()).toEqual(['booking-confirmed', 'booking-link']);
  });

  /** A hub in which something happens after the facts of a booking were read, and before anything is written. */
  function hubWhere(happens: () => Promise<unknown>) {
    const other = createTestHub(engine.client, hub.clock().toISOString());
    const { readFacts } = other.bookings;
    let done = false;
    (other.bookings as { readFacts: typeof readFacts }).readFacts = async (...args) => {
      const facts = await readFacts(...args);
      if (!done) {
        done = true;
        await asNobody(happens);
      }
      return facts;
    };
    return other;
  }

  it('is what holds when it is kept: the last place that goes in between is no longer promised to who has one', async () => {
    const sessionId = await hub.publishedSession({ capacity: 2 });
    await hub.book(aBooking(sessionId, 'told.late@nhs.net'));
    const inBetween = hubWhere(() => hub.book(aBooking(sessionId, 'was.faster@nhs.net')));
    const { body } = await inBetween.book(aBooking(sessionId, 'told.late@nhs.net'));
    expect(body).toEqual({ status: 'waitlisted', placeInLine: 1 });
    expect(await kindsTo('told.late@nhs.net')).toHaveLength(2);
  });

  it('is no refusal of a session that was changed meanwhile in what people are told of it', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1, hasWaitingList: false });
    await hub.book(aBooking(sessionId, 'only.one@nhs.net'));
    const inBetween = hubWhere(async () => {
      const { session } = await hub.standing(sessionId);
      const body = { version: session.version, title: 'Asthma reviews, in a larger room', capacity: 2 };
      await hub.changeSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
    });
    expect((await inBetween.book(aBooking(sessionId, 'now.for.them@nhs.net'))).body).toEqual({ status: 'confirmed' });
    expect((await hub.standing(sessionId)).places.taken).toBe(2);
  });

  it('sends nobody a link to what they have just cancelled: they are booked anew', async () => {
    const sessionId = await hub.publishedSession();
    const first = await hub.booked(aBooking(sessionId, 'changes.mind@nhs.net'));
    const link = await hub.linkTo(first);
    const inBetween = hubWhere(() => hub.cancel(first, link));
    await inBetween.book(aBooking(sessionId, 'changes.mind@nhs.net'));
    expect((await kindsTo('changes.mind@nhs.net')).sort()).toEqual([
      'booking-cancelled',
      'booking-confirmed',
      'booking-confirmed',
    ]);
    expect((await hub.standing(sessionId)).places.taken).toBe(1);
  });

  it('makes nothing once the owner of the mailbox has said that it was not them, though a moment later than it was read', async () => {
    const sessionId = await hub.publishedSession();
    const address = 'not.me@nhs.net';
    const asks = createAsksWrites({ clock: hub.clock, hub: hub.hub });
    const inBetween = hubWhere(async () => {
      const [before] = await hub.records.findAll([asksOf(address)], workOf());
      const until = new Date(hub.clock().getTime() + 30 * day).toISOString();
      await hub.records.commit({ asks: asks.hold(address, before, until) }, { work: workOf() });
    });
    expect((await inBetween.book(aBooking(sessionId, address))).body).toEqual({ status: 'confirmed' });
    expect(await emailsTo(address)).toEqual([]);
    expect((await hub.standing(sessionId)).places.taken).toBe(0);
  });

  it('lets people do with what they have whatever they like, though nothing more may be made in their name', async () => {
    const sessionId = await hub.publishedSession();
    const bookingId = await hub.booked(aBooking(sessionId, 'held.but.own@nhs.net'));
    const asks = createAsksWrites({ clock: hub.clock, hub: hub.hub });
    const [before] = await hub.records.findAll([asksOf('held.but.own@nhs.net')], workOf());
    const until = new Date(hub.clock().getTime() + 30 * day).toISOString();
    await hub.records.commit({ asks: asks.hold('held.but.own@nhs.net', before, until) }, { work: workOf() });
    const { body } = await hub.cancel(bookingId, await hub.linkTo(bookingId));
    expect(body.status).toBe('cancelled');
    expect((await kindsTo('held.but.own@nhs.net')).sort()).toEqual(['booking-cancelled', 'booking-confirmed']);
  });

  it('tells who hands a place over nothing of their colleague, and mails a link only to where it belongs', async () => {
    const sessionId = await hub.publishedSession();
    await hub.book(aBooking(sessionId, 'colleague@nhs.net'));
    const handOver = async (from: string, to: string) => {
      const bookingId = await hub.booked(aBooking(sessionId, from));
      const caller = await hub.linkTo(bookingId);
      const { person } = aBooking('', to);
      const body = { person, acceptCharge: false };
      const { answer, made } = await calls.during(() =>
        hub.substitute({ ...hub.nothing, path: { bookingId }, body }, { caller, work: workOf(), once: undefined }),
      );
      const { bookingId: _, reference: __, person: ___, ...rest } = answer.body;
      return { answer: JSON.stringify(rest), commands: made.map(({ command }) => command) };
    };
    const known = await handOver('hands.over@nhs.net', 'colleague+other@nhs.net');
    const unknown = await handOver('hands.over.too@nhs.net', 'nobody.known@nhs.net');
    expect(known).toEqual(unknown);
    expect(await kindsTo('colleague+other@nhs.net')).toEqual([]);
    expect((await kindsTo('colleague@nhs.net')).sort()).toEqual(['booking-confirmed', 'place-received']);
  });
});
