import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '#http/problem-error.ts';
import { AlreadyDoneError } from '#platform/errors.ts';
import { expiresAt } from '#privacy/retention.ts';
import { followUpsOf } from '#records/bookings/follow-ups.ts';
import { GroupBookingRecord } from '#records/bookings/items.ts';
import { update } from '#records/engine/writes.ts';
import { keys } from '#records/keys.ts';
import { asksOf, createAsksWrites } from '#records/people/asks.ts';
import { AddressRecord, LinksAskedRecord } from '#records/people/items.ts';
import { AddressView } from '#records/people/views.ts';
import { recordCalls } from '../../support/calls.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, hour, type TestHub, workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';
import { scanAll } from '../../support/scan.ts';
import { expectConsistent, readStored } from '../../support/stored-bookings.ts';

const start = '2027-01-04T09:00:00.000Z';
const guest = { kind: 'guest' } as const;

describe.each(testedEngines)('booking for colleagues, on %s', (engineName) => {
  let engine: RunningEngine;
  let hub: TestHub;
  let calls: ReturnType<typeof recordCalls>;

  beforeAll(async () => {
    engine = await startEngine(engineName);
    hub = createTestHub(engine.client);
    calls = recordCalls(hub.document);
  });
  beforeEach(() => hub.time.moveTo(start));
  afterAll(() => engine.stop());

  const colleague = (workEmail: string) => {
    const { workplace: _, ...rest } = aBooking('', workEmail).person;
    return { ...rest, name: `Named ${workEmail.split('@')[0]?.replaceAll(/[^a-z]/g, ' ')}`.trim() };
  };
  const aGroup = (sessionId: string, booker: string, addresses: readonly string[]) => ({
    sessionId,
    booker: {
      name: 'Pat Manager',
      workEmail: booker,
      workplace: { odsCode: 'G85001', borough: 'Lambeth' },
    },
    colleagues: addresses.map(colleague),
  });
  const bookFor = (body: ReturnType<typeof aGroup>, once?: { id: string; fingerprint: string }) =>
    hub.bookForColleagues({ ...hub.nothing, body }, { caller: guest, work: workOf(), once });
  const stored = async (sessionId: string) => {
    const found = expectConsistent(await readStored(hub.document, 'records'), sessionId);
    const waiting = found.inLine.map((id) => found.bookings.find(({ bookingId }) => bookingId === id)?.workEmail);
    return { ...found, waiting };
  };
  const groupOf = async (booker: string) => {
    const groups = (await scanAll(hub.document, 'records', GroupBookingRecord)).filter(
      ({ workEmail }) => workEmail === booker,
    );
    const [group] = groups;
    if (!group || groups.length > 1) throw new Error(`${groups.length} groups of ${booker}`);
    const tokenHash = `hash of ${group.groupBookingId}`;
    const opens = { kind: 'group-booking', id: group.groupBookingId } as const;
    await hub.emails.keepManageToken({ opens, tokenHash, endsAt: group.expiresAt ?? 0 }, workOf());
    const caller = { kind: 'link-holder', tokenHash } as const;
    const path = { groupBookingId: group.groupBookingId };
    const by = () => ({ caller, work: workOf(), once: undefined });
    return {
      group,
      see: async () => (await hub.getGroupBooking({ ...hub.nothing, path }, by())).body,
      statuses: async () =>
        (await hub.getGroupBooking({ ...hub.nothing, path }, by())).body.colleagues.map(
          ({ status, cancelledBecause }) => cancelledBecause ?? status,
        ),
      notMe: async () => (await hub.notMyGroupBooking({ ...hub.nothing, path }, by())).body,
    };
  };
  const emailsTo = async (address: string) => (await hub.owedEmails()).filter(({ to }) => to === address);
  const kindsTo = async (address: string) => (await emailsTo(address)).map(({ kind }) => kind);
  const bookingOf = async (sessionId: string, address: string) =>
    (await stored(sessionId)).bookings.find(({ workEmail }) => workEmail === address);
  const useUp = async (address: string) => {
    const writes = createAsksWrites({ clock: hub.clock, hub: hub.hub });
    const most = hub.hub.openForms.mostPerMailboxAndDay;
    await hub.records.commit({ asks: writes.oneMore(address, undefined, most) }, { work: workOf() });
  };

  it('gives the free places in the order given, the others wait in that order, and each hears who booked', async () => {
    const sessionId = await hub.publishedSession({ capacity: 2 });
    const addresses = ['one@order.nhs.uk', 'two@order.nhs.uk', 'three@order.nhs.uk', 'four@order.nhs.uk'];
    const { status, body } = await bookFor(aGroup(sessionId, 'pat@order.nhs.uk', addresses));
    expect(status).toBe(201);
    expect(body.colleagues).toEqual([
      { status: 'confirmed' },
      { status: 'confirmed' },
      { status: 'waitlisted', placeInLine: 1 },
      { status: 'waitlisted', placeInLine: 2 },
    ]);

    const { bookings, waiting } = await stored(sessionId);
    const byAddress = new Map(bookings.map((booking) => [booking.workEmail, booking]));
    expect(addresses.map((address) => byAddress.get(address)?.status)).toEqual([
      'confirmed',
      'confirmed',
      'waitlisted',
      'waitlisted',
    ]);
    expect(waiting).toEqual(addresses.slice(2));
    for (const { managerEmail, workplace } of bookings) {
      expect(managerEmail).toBe('pat@order.nhs.uk');
      expect(workplace).toEqual({ odsCode: 'G85001', borough: 'Lambeth' });
    }

    expect(await kindsTo('pat@order.nhs.uk')).toEqual(['colleagues-booked']);
    const [confirmed] = await emailsTo('one@order.nhs.uk');
    expect(confirmed).toMatchObject({
      kind: 'booking-confirmed',
      about: { kind: 'booking', id: byAddress.get('one@order.nhs.uk')?.bookingId },
      facts: { by: 'person', colleague: 'Pat Manager' },
    });
    const [waits] = await emailsTo('four@order.nhs.uk');
    expect(waits).toMatchObject({ kind: 'booking-waitlisted', facts: { placeInLine: 2, colleague: 'Pat Manager' } });
  });

  it('takes ten strangers who all wait in one transaction, reply and all', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1 });
    await hub.book(aBooking(sessionId, 'has.it@ten.nhs.uk'));
    const addresses = Array.from({ length: 10 }, (_, at) => `number${at}@ten.nhs.uk`);
    const once = { id: 'ten', fingerprint: 'f' };
    const { made } = await calls.during(() => bookFor(aGroup(sessionId, 'pat@ten.nhs.uk', addresses), once));
    const written = made.filter(({ command }) => command === 'TransactWriteCommand');
    expect(written).toHaveLength(1);
    // What DynamoDB takes is 100: a further record for each colleague would not fit.
    expect(written[0]?.items).toBe(96);
    expect((await stored(sessionId)).waiting).toEqual(addresses);
  });

  it('sent again is answered the same, and books nobody twice; another form under the key is refused', async () => {
    const sessionId = await hub.publishedSession({ capacity: 3 });
    const group = aGroup(sessionId, 'pat@again.nhs.uk', ['one@again.nhs.uk', 'two@again.nhs.uk']);
    const once = { id: 'group-again', fingerprint: 'f' };
    const first = await bookFor(group, once);
    await expect(bookFor(group, once)).rejects.toMatchObject({ name: 'AlreadyDoneError', reply: first });
    await expect(bookFor(group, { ...once, fingerprint: 'g' })).rejects.toMatchObject({ name: 'KeyReusedError' });
    expect((await stored(sessionId)).bookings).toHaveLength(2);
    expect(await kindsTo('pat@again.nhs.uk')).toEqual(['colleagues-booked']);
  });

  it('is refused whole where places are too few and nobody can wait', async () => {
    const sessionId = await hub.publishedSession({ capacity: 2, hasWaitingList: false });
    const three = ['one@few.nhs.uk', 'two@few.nhs.uk', 'three@few.nhs.uk'];
    await expect(bookFor(aGroup(sessionId, 'pat@few.nhs.uk', three))).rejects.toMatchObject({
      code: 'session-full',
      facts: { detail: 'There are only 2 places left, and no waiting list to join' },
    });
    expect((await stored(sessionId)).bookings).toEqual([]);
    expect(await kindsTo('pat@few.nhs.uk')).toEqual([]);
    await bookFor(aGroup(sessionId, 'pat@few.nhs.uk', three.slice(0, 2)));
    await expect(bookFor(aGroup(sessionId, 'pat2@few.nhs.uk', three.slice(2)))).rejects.toMatchObject({
      code: 'session-full',
      facts: { detail: 'There is no waiting list to join' },
    });
  });

  it('is refused before booking opens, and once it has closed', async () => {
    const opens = new Date(hub.clock().getTime() + day).toISOString();
    const early = await hub.publishedSession({ bookingOpensAt: opens });
    await expect(bookFor(aGroup(early, 'pat@time.nhs.uk', ['one@time.nhs.uk']))).rejects.toMatchObject({
      code: 'booking-not-open',
    });
    const sessionId = await hub.publishedSession();
    hub.time.moveTo((await hub.standing(sessionId)).session.startsAt);
    await expect(bookFor(aGroup(sessionId, 'pat@time.nhs.uk', ['one@time.nhs.uk']))).rejects.toMatchObject({
      code: 'booking-closed',
    });
    await expect(
      bookFor(aGroup('01KEX4S6V8Z2M9Q3T7R5W1YB0C', 'pat@time.nhs.uk', ['one@time.nhs.uk'])),
    ).rejects.toMatchObject({ code: 'session-not-found' });
  });

  it('says at the field of whom the session is not for, and of where they work', async () => {
    const audience = { roleGroups: ['gp' as const], boroughs: ['Bexley'] };
    const sessionId = await hub.publishedSession({ audience });
    const group = aGroup(sessionId, 'pat@who.nhs.uk', ['one@who.nhs.uk', 'two@who.nhs.uk']);
    const error = await bookFor(group).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ProblemError);
    expect((error as ProblemError).facts.errors?.map(({ pointer }) => pointer)).toEqual([
      '/colleagues/0/jobRole',
      '/booker/workplace/borough',
      '/colleagues/1/jobRole',
    ]);
    const elsewhere = { ...group, booker: { ...group.booker, workplace: { odsCode: 'G85001', borough: 'Camden' } } };
    await expect(bookFor(elsewhere)).rejects.toMatchObject({
      code: 'not-valid',
      facts: { errors: [{ pointer: '/booker/workplace/borough' }] },
    });
  });

  it.each([
    ['has a place', 'booked'],
    ['may be sent no more', 'used-up'],
  ] as const)(
    'tells nothing of who %s: the same answer, by the same calls, and the same on the page, whatever becomes of them',
    async (situation, how) => {
      const name = situation.replaceAll(/\W+/g, '.');
      const [known, unknown] = [`known@${name}.nhs.uk`, `unknown@${name}.nhs.uk`];
      const sessionIds = [await hub.publishedSession({ capacity: 2 }), await hub.publishedSession({ capacity: 2 })];
      const [ofKnown = '', ofUnknown = ''] = sessionIds;
      if (how === 'booked') await hub.book(aBooking(ofKnown, known));
      else await useUp(known);
      // What is seen of the places is not what this is about.
      if ((await stored(ofKnown)).bookings.length > 0) await hub.book(aBooking(ofUnknown, `other@${name}.nhs.uk`));
      const of = (sessionId: string, booker: string, other: string) =>
        calls.during(() => bookFor(aGroup(sessionId, booker, [other, `third.${booker}`])));
      const toKnown = await of(ofKnown, `a@${name}.nhs.uk`, known);
      const toUnknown = await of(ofUnknown, `b@${name}.nhs.uk`, unknown);
      expect(toKnown.answer).toEqual(toUnknown.answer);
      const commands = ({ made }: typeof toKnown) => made.map(({ command, items }) => [command, items]);
      expect(commands(toKnown)).toEqual(commands(toUnknown));
      expect(new Set(toKnown.made.map(({ command }) => command))).toEqual(
        new Set(['BatchGetCommand', 'TransactWriteCommand']),
      );

      const [groupA, groupB] = [await groupOf(`a@${name}.nhs.uk`), await groupOf(`b@${name}.nhs.uk`)];
      expect(await groupA.statuses()).toEqual(await groupB.statuses());
      const before = await groupA.statuses();
      const own = await bookingOf(ofKnown, known);
      if (own) {
        // Who has booked is sent their link; what they do with their own booking then is nobody's business.
        expect(await kindsTo(known)).toEqual(['booking-confirmed', 'booking-link']);
        await hub.cancel(own.bookingId, await hub.linkTo(own.bookingId));
      } else expect(await kindsTo(known)).toEqual([]);
      expect((await groupA.statuses())[0]).toBe(before[0]);
    },
  );

  it('offers at once what who had a place already leaves free', async () => {
    const sessionId = await hub.publishedSession({ capacity: 2 });
    await hub.book(aBooking(sessionId, 'had.it@free.nhs.uk'));
    const { body } = await bookFor(aGroup(sessionId, 'pat@free.nhs.uk', ['had.it@free.nhs.uk', 'next@free.nhs.uk']));
    expect(body.colleagues.map(({ status }) => status)).toEqual(['confirmed', 'waitlisted']);
    await hub.followUp({ kind: 'offer-places', sessionId });
    expect((await bookingOf(sessionId, 'next@free.nhs.uk'))?.status).toBe('offered');
    expect(await (await groupOf('pat@free.nhs.uk')).statuses()).toEqual(['confirmed', 'offered']);
  });

  it('counts for every mailbox, and makes nothing for who may be sent no more, or by whom', async () => {
    const sessionId = await hub.publishedSession({ capacity: 9 });
    await useUp('full@ceiling.nhs.uk');
    await bookFor(aGroup(sessionId, 'pat@ceiling.nhs.uk', ['full+tag@ceiling.nhs.uk', 'one@ceiling.nhs.uk']));
    expect((await stored(sessionId)).bookings.map(({ workEmail }) => workEmail)).toEqual(['one@ceiling.nhs.uk']);
    expect(await kindsTo('full+tag@ceiling.nhs.uk')).toEqual([]);
    const countOf = async (address: string) => (await hub.records.find(...asksOf(address), workOf()))?.count;
    expect(await countOf('one@ceiling.nhs.uk')).toBe(1);
    expect(await countOf('pat@ceiling.nhs.uk')).toBe(1);

    const reply = await bookFor(aGroup(sessionId, 'full@ceiling.nhs.uk', ['two@ceiling.nhs.uk']));
    expect(reply.body.colleagues).toEqual([{ status: 'confirmed' }]);
    expect(await kindsTo('two@ceiling.nhs.uk')).toEqual([]);
    expect(await kindsTo('full@ceiling.nhs.uk')).toEqual([]);
    expect(await bookingOf(sessionId, 'two@ceiling.nhs.uk')).toBeUndefined();
    expect(await countOf('two@ceiling.nhs.uk')).toBeUndefined();
  });

  it('books for one person by two addresses of theirs', async () => {
    const sessionId = await hub.publishedSession();
    await hub.book(aBooking(await hub.publishedSession(), 'first@both.nhs.uk'));
    await hub.book(aBooking(await hub.publishedSession(), 'second@both.nhs.uk'));
    const first = await hub.records.find(AddressView, keys.address('first@both.nhs.uk'), workOf());
    await hub.records.commit(
      {
        address: update(AddressRecord, keys.address('second@both.nhs.uk'), {
          set: { personId: first?.personId ?? '' },
        }),
      },
      { work: workOf() },
    );
    // So long after, that both would have their person kept longer.
    hub.time.advance(2 * day);
    await bookFor(aGroup(sessionId, 'pat@both.nhs.uk', ['first@both.nhs.uk', 'second@both.nhs.uk']));
    const owners = (await readStored(hub.document, 'records')).flatMap((item) =>
      item.type === 'booking' && item.sessionId === sessionId ? [item.personId] : [],
    );
    expect(owners).toEqual([first?.personId, first?.personId]);
  });

  it('shows who booked names and status alone, also of who cancels, hands over, or says that it was not them', async () => {
    const sessionId = await hub.publishedSession({ capacity: 5 });
    const addresses = ['stays@page.nhs.uk', 'leaves@page.nhs.uk', 'stranger@page.nhs.uk'];
    await bookFor(aGroup(sessionId, 'pat@page.nhs.uk', addresses));
    const { see, statuses, group } = await groupOf('pat@page.nhs.uk');
    expect(await statuses()).toEqual(['confirmed', 'confirmed', 'confirmed']);
    const idOf = async (address: string) => (await bookingOf(sessionId, address))?.bookingId ?? '';
    const leaves = await idOf('leaves@page.nhs.uk');
    await hub.cancel(leaves, await hub.linkTo(leaves));
    const stranger = await idOf('stranger@page.nhs.uk');
    await hub.notMyBooking(
      { ...hub.nothing, path: { bookingId: stranger } },
      { caller: await hub.linkTo(stranger), work: workOf(), once: undefined },
    );
    expect(await statuses()).toEqual(['confirmed', 'cancelled-by-person', 'not-me']);
    const shown = await see();
    expect(Object.keys(shown).sort()).toEqual(['bookedAt', 'colleagues', 'groupBookingId', 'session']);
    expect(shown.colleagues[0]).toEqual({ name: 'Named stays', status: 'confirmed', cancelledBecause: undefined });
    expect(JSON.stringify(shown)).not.toMatch(/@|practice-nurse|joinLink|https:/);

    // As long as there is something to look at.
    const { session } = await hub.standing(sessionId);
    hub.time.moveTo(session.endsAt);
    hub.time.advance(hub.hub.links.daysAfterSession * day - hour);
    await expect(see()).resolves.toBeDefined();
    hub.time.advance(hour);
    await expect(see()).rejects.toMatchObject({ code: 'link-not-valid' });
    expect(group.expiresAt).toBe(expiresAt('booking', session.endsAt, hub.hub.retention));
  });

  it('ends what was booked in the name of who says that it was not them, and tells each who still had a booking', async () => {
    const sessionId = await hub.publishedSession({ capacity: 3 });
    await hub.book(aBooking(sessionId, 'own@ends.nhs.uk'));
    const addresses = ['own@ends.nhs.uk', 'one@ends.nhs.uk', 'two@ends.nhs.uk', 'waits@ends.nhs.uk'];
    await bookFor(aGroup(sessionId, 'pat@ends.nhs.uk', addresses));
    const { notMe, see, group } = await groupOf('pat@ends.nhs.uk');
    const { bookingId = '' } = (await bookingOf(sessionId, 'two@ends.nhs.uk')) ?? {};
    await hub.cancel(bookingId, await hub.linkTo(bookingId));

    const until = new Date(hub.clock().getTime() + hub.hub.openForms.holdDays * day).toISOString();
    expect(await notMe()).toEqual({ heldUntil: until, ended: true });
    const before = { ...group, disownedAt: undefined };
    const after = { ...group, disownedAt: hub.clock().toISOString() };
    const followUp = { kind: 'end-group' as const, groupBookingId: group.groupBookingId };
    expect(followUpsOf({ before, after })).toEqual([followUp]);
    expect(followUpsOf({ before: after, after })).toEqual([]);
    expect(await hub.followUp(followUp)).toBe(2);
    expect(await hub.followUp(followUp)).toBe(0);

    const standing = (await stored(sessionId)).bookings.filter(({ status }) => status !== 'cancelled');
    expect(standing.map(({ workEmail }) => workEmail)).toEqual(['own@ends.nhs.uk']);
    const told = await emailsTo('waits@ends.nhs.uk');
    expect(told.map(({ kind }) => kind)).toEqual(['booking-waitlisted', 'booking-cancelled']);
    expect(told[1]?.facts).toMatchObject({ by: 'hub', reason: expect.stringContaining('it was not them') });
    await expect(see()).rejects.toMatchObject({ code: 'link-not-valid' });
    // Pressed again, it is answered the same; and in their name nothing is made.
    expect(await notMe()).toEqual({ heldUntil: until, ended: true });
    await bookFor(aGroup(sessionId, 'pat@ends.nhs.uk', ['three@ends.nhs.uk']));
    expect(await bookingOf(sessionId, 'three@ends.nhs.uk')).toBeUndefined();
  });

  it('leaves what was booked once the session has started, and says whom to write to', async () => {
    const sessionId = await hub.publishedSession();
    await bookFor(aGroup(sessionId, 'pat@late.nhs.uk', ['one@late.nhs.uk']));
    const { notMe, statuses } = await groupOf('pat@late.nhs.uk');
    hub.time.moveTo((await hub.standing(sessionId)).session.startsAt);
    expect(await notMe()).toMatchObject({ ended: false, detail: expect.stringContaining(hub.hub.contact.email) });
    expect(await statuses()).toEqual(['confirmed']);
  });

  it('is found again by who has lost the link, at the address that it was made with', async () => {
    const sessionId = await hub.publishedSession();
    await bookFor(aGroup(sessionId, 'pat+team@lost.nhs.uk', ['one@lost.nhs.uk']));
    await hub.askForLinks(
      { ...hub.nothing, body: { workEmail: 'pat@lost.nhs.uk' } },
      { caller: guest, work: workOf(), once: undefined },
    );
    for (const { mailbox, linksAskedId } of await scanAll(hub.document, 'records', LinksAskedRecord))
      await hub.followUp({ kind: 'send-links', mailbox, linksAskedId });
    const sent = await emailsTo('pat+team@lost.nhs.uk');
    expect(sent.map(({ kind }) => kind)).toEqual(['colleagues-booked', 'colleagues-booked']);
    expect(sent[1]).toMatchObject({ about: sent[0]?.about, facts: sent[0]?.facts });
  });

  it('gives exactly the last places to two who book at once', async () => {
    const sessionId = await hub.publishedSession({ capacity: 5 });
    const teams = ['a', 'b', 'c'].map((team) => [`${team}.pat@race.nhs.uk`, team] as const);
    const replies = await Promise.all(
      teams.map(([booker, team]) =>
        bookFor(
          aGroup(
            sessionId,
            booker,
            [1, 2, 3, 4].map((at) => `${team}${at}@race.nhs.uk`),
          ),
        ),
      ),
    );
    const statuses = replies.flatMap(({ body }) => body.colleagues.map(({ status }) => status));
    expect(statuses.filter((status) => status === 'confirmed')).toHaveLength(5);
    const { bookings, waiting } = await stored(sessionId);
    expect(bookings.filter(({ status }) => status === 'confirmed')).toHaveLength(5);
    expect(waiting).toHaveLength(7);
    // What each was told is what there is.
    for (const [at, { body }] of replies.entries())
      for (const [nth, { status }] of body.colleagues.entries())
        expect(bookings.find(({ workEmail }) => workEmail === `${teams[at]?.[1]}${nth + 1}@race.nhs.uk`)?.status).toBe(
          status,
        );
  });

  it('is answered as before where the answer was lost, though the session is full by then', async () => {
    const sessionId = await hub.publishedSession({ capacity: 1, hasWaitingList: false });
    const group = aGroup(sessionId, 'pat@timeout.nhs.uk', ['one@timeout.nhs.uk']);
    const once = { id: 'timed-out', fingerprint: 'f' };
    const reply = await bookFor(group, once);
    // The pipeline looks for a kept reply before it answers a problem.
    await expect(bookFor(group, once)).rejects.toMatchObject({ code: 'session-full' });
    const recalled = await hub.records.recall(once, workOf()).catch((error: unknown) => error);
    expect(recalled).toBeInstanceOf(AlreadyDoneError);
    expect(recalled).toMatchObject({ reply });
  });
});
