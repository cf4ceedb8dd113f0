import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNotMyBooking } from '#functions/bookings/links/not-my-booking.ts';
import { createSubstitute } from '#functions/bookings/places/substitute.ts';
import { createCarryOut } from '#functions/funding/tending/carry-out.ts';
import { AuditRecord } from '#records/engine/items.ts';
import { asksOf } from '#records/people/asks.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { aBooking, day, hour, workOf } from '../../support/hub.ts';
import { scanAll } from '../../support/scan.ts';
import { expectConsistent, readStored } from '../../support/stored-bookings.ts';

const start = '2027-01-04T09:00:00.000Z';
const inThirtyDays = '2027-02-03T09:00:00.000Z';

describe('“It was not me”', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  beforeEach(() => hub.time.moveTo(start));
  afterAll(() => engine.stop());

  type Holder = Awaited<ReturnType<TestFunding['linkTo']>>;
  const bookingsOf = async (sessionId: string) =>
    expectConsistent(await readStored(hub.document, 'records'), sessionId);
  const bookingOf = async (sessionId: string, address: string) => {
    const found = (await bookingsOf(sessionId)).bookings.find(({ workEmail }) => workEmail === address);
    if (!found) throw new Error('no booking');
    return found;
  };
  async function booked(sessionId: string, address: string) {
    await hub.book(aBooking(sessionId, address));
    const { bookingId } = await bookingOf(sessionId, address);
    return { bookingId, holder: await hub.linkTo(bookingId) };
  }
  const notMine = (bookingId: string, caller: Holder, once?: { id: string; fingerprint: string }) =>
    hub.notMyBooking({ ...hub.nothing, path: { bookingId } }, { caller, work: workOf(), once });
  const heldUntil = async (address: string) => (await hub.records.find(...asksOf(address), workOf()))?.heldUntil;
  const emailsOf = async (address: string) => (await hub.emailsTo(address)).map(({ kind }) => kind);

  it('ends a booking free of charge however late, frees its place for who waits, and writes to nobody', async () => {
    const sessionId = await hub.publishedSession({
      capacity: 1,
      cancellationPolicy: {
        unit: 'calendar-days',
        notice: 7,
        feeBands: [{ upToMinutes: null, pence: 5000 }],
        payer: 'person',
        waivedBySubstitute: true,
      },
    });
    const { bookingId, holder } = await booked(sessionId, 'victim@nhs.net');
    await booked(sessionId, 'next@nhs.net');
    hub.time.advance(14 * day - hour);
    expect((await notMine(bookingId, holder)).body.heldUntil).toBe(
      new Date(hub.clock().getTime() + 30 * day).toISOString(),
    );
    const ended = await bookingOf(sessionId, 'victim@nhs.net');
    expect(ended).toMatchObject({ status: 'cancelled', cancelledBecause: 'not-me' });
    expect(ended).not.toHaveProperty('charge');
    expect(await emailsOf('victim@nhs.net')).toEqual(['booking-confirmed']);
    hub.time.moveTo(start);
    await hub.followUp({ kind: 'offer-places', sessionId });
    expect((await bookingsOf(sessionId)).offered.map(({ workEmail }) => workEmail)).toEqual(['next@nhs.net']);
  });

  it('may be pressed again, or after the booking was cancelled, and holds the mailbox', async () => {
    const sessionId = await hub.publishedSession();
    const { bookingId, holder } = await booked(sessionId, 'again@nhs.net');
    await hub.cancel(bookingId, holder);
    expect(await heldUntil('again@nhs.net')).toBeUndefined();
    expect((await notMine(bookingId, holder)).body).toEqual({ heldUntil: inThirtyDays, ended: true });
    hub.time.advance(day);
    await notMine(bookingId, holder);
    expect(await heldUntil('again+other@nhs.net')).toBe('2027-02-04T09:00:00.000Z');
    expect((await bookingOf(sessionId, 'again@nhs.net')).cancelledBecause).toBe('cancelled-by-person');
    const once = { id: 'not-me-once', fingerprint: 'f' };
    await notMine(bookingId, holder, once);
    await expect(notMine(bookingId, holder, once)).rejects.toMatchObject({ name: 'AlreadyDoneError' });
  });

  /** What somebody is answered where it cannot be ended any more. */
  const stands = () => ({
    heldUntil: new Date(hub.clock().getTime() + 30 * day).toISOString(),
    ended: false,
    detail: expect.stringContaining(hub.hub.contact.email),
  });

  it('holds the mailbox though the session has started, and says that the booking stands, and whom to write to', async () => {
    const sessionId = await hub.publishedSession();
    const { bookingId, holder } = await booked(sessionId, 'started@nhs.net');
    hub.time.moveTo((await hub.standing(sessionId)).session.startsAt);
    const once = { id: 'not-me-started', fingerprint: 'f' };
    expect((await notMine(bookingId, holder, once)).body).toEqual(stands());
    await expect(notMine(bookingId, holder, once)).rejects.toMatchObject({ name: 'AlreadyDoneError' });
    expect((await notMine(bookingId, holder)).body).toEqual(stands());
    expect(await heldUntil('started@nhs.net')).toBe(stands().heldUntil);
    expect((await bookingOf(sessionId, 'started@nhs.net')).status).toBe('confirmed');
  });

  it('of who was handed a place frees it, and leaves the giver as they were', async () => {
    const sessionId = await hub.publishedSession();
    const { bookingId, holder } = await booked(sessionId, 'giver@nhs.net');
    const { person } = aBooking(sessionId, 'receiver@nhs.net');
    await hub.substitute(
      { ...hub.nothing, path: { bookingId }, body: { person, acceptCharge: false } },
      { caller: holder, work: workOf(), once: undefined },
    );
    const received = await bookingOf(sessionId, 'receiver@nhs.net');
    await notMine(received.bookingId, await hub.linkTo(received.bookingId));
    const { confirmed, places } = await bookingsOf(sessionId);
    expect(confirmed).toEqual([]);
    expect(places.taken).toBe(0);
    expect((await bookingOf(sessionId, 'giver@nhs.net')).cancelledBecause).toBe('handed-over');
  });

  it('keeps others from handing a place over to the same mailbox: they are told so, and keep it', async () => {
    const sessionId = await hub.publishedSession();
    const { bookingId, holder } = await booked(sessionId, 'keeps.it@nhs.net');
    const hold = async () =>
      hub.records.commit({ hold: (await hub.holds.plan('not.wanted@nhs.net', workOf())).write }, { work: workOf() });
    const { person } = aBooking(sessionId, 'not.wanted+any@nhs.net');
    const substitute = (deps: Parameters<typeof createSubstitute>[0]) =>
      createSubstitute(deps)(
        { ...hub.nothing, path: { bookingId }, body: { person, acceptCharge: false } },
        { caller: holder, work: workOf(), once: undefined },
      );
    const handOver = async (...args: Parameters<typeof hub.bookings.handOver>) => {
      await hold();
      return hub.bookings.handOver(...args);
    };
    const held = { code: 'cannot-be-handed-over' };
    await expect(substitute({ ...hub, bookings: { ...hub.bookings, handOver } })).rejects.toMatchObject(held);
    await expect(substitute(hub)).rejects.toMatchObject(held);
    expect((await bookingOf(sessionId, 'keeps.it@nhs.net')).status).toBe('confirmed');
    expect(await emailsOf('not.wanted+any@nhs.net')).toEqual([]);
  });

  it('holds the mailbox all the same where the booking ends in another way between the reading and the writing', async () => {
    const sessionId = await hub.publishedSession();
    const { bookingId, holder } = await booked(sessionId, 'between-not-me@nhs.net');
    let done = false;
    const holds: typeof hub.holds = {
      ...hub.holds,
      async plan(address, work) {
        const hold = await hub.holds.plan(address, work);
        if (!done) {
          done = true;
          await hub.cancel(bookingId, holder);
          await notMine(bookingId, holder);
        }
        return hold;
      },
    };
    const notMyBooking = createNotMyBooking({ ...hub, holds });
    const caller = { caller: holder, work: workOf(), once: undefined };
    await notMyBooking({ ...hub.nothing, path: { bookingId } }, caller);
    expect((await bookingOf(sessionId, 'between-not-me@nhs.net')).cancelledBecause).toBe('cancelled-by-person');
    expect(await heldUntil('between-not-me@nhs.net')).toBe(inThirtyDays);
  });

  it('is taken back by staff, who can book for its owner all the while', async () => {
    const sessionId = await hub.publishedSession();
    const { bookingId, holder } = await booked(sessionId, 'lifted@nhs.net');
    await notMine(bookingId, holder);
    const { person } = aBooking(sessionId, 'lifted@nhs.net');
    await hub.bookForPerson({ ...hub.nothing, path: { sessionId }, body: { person } }, hub.asStaff());
    expect((await bookingsOf(sessionId)).confirmed.map(({ bookedBy }) => bookedBy)).toEqual(['hub']);
    const lift = (workEmail: string) => hub.liftHold({ ...hub.nothing, body: { workEmail } }, hub.asStaff());
    expect((await lift('lifted@nhs.net')).body).toEqual({ lifted: true });
    expect(await heldUntil('lifted@nhs.net')).toBeUndefined();
    expect((await lift('lifted@nhs.net')).body).toEqual({ lifted: false });
    // Who has no record here, as the author of a statement, is named by nothing.
    await hub.records.commit({ hold: (await hub.holds.plan('unknown@nhs.net', workOf())).write }, { work: workOf() });
    expect((await lift('unknown@nhs.net')).body).toEqual({ lifted: true });
    const entries = await scanAll(hub.document, 'audit', AuditRecord);
    const lifted = entries.filter(({ action }) => action === 'hold-lifted').map(({ subjects }) => subjects);
    const { personId } = await bookingOf(sessionId, 'lifted@nhs.net');
    expect(new Set(lifted.flat())).toEqual(new Set([`PERSON#${personId}`, 'HOLDS']));
  });

  it('withdraws a funding request that nobody has decided, in whatever state, without a word', async () => {
    const potId = await hub.pot(aPot({ scheme: 'not-me' }));
    const requests = [
      await hub.start(aFundingRequest('draft.not-me@nhs.net', { potId })),
      await hub.inReview(aFundingRequest('review.not-me@nhs.net', { potId })),
    ];
    for (const id of requests) {
      const { workEmail } = await hub.stored(id);
      const before = await emailsOf(workEmail);
      const press = async () =>
        hub.notMyFundingRequest({ ...hub.nothing, path: { fundingRequestId: id } }, await hub.as(id));
      expect((await press()).body).toEqual({ heldUntil: inThirtyDays, ended: true });
      expect((await hub.stored(id)).status).toBe('withdrawn');
      expect((await press()).body).toEqual({ heldUntil: inThirtyDays, ended: true });
      expect(await emailsOf(workEmail)).toEqual(before);
      expect(await heldUntil(workEmail)).toBe(inThirtyDays);
    }
  });

  it('holds the mailbox though funding was awarded, which somebody must look into', async () => {
    const potId = await hub.pot(aPot({ scheme: 'not-me-awarded' }));
    const id = await hub.inReview(aFundingRequest('awarded.not-me@nhs.net', { potId }));
    await hub.approve(id, potId);
    const press = async () =>
      hub.notMyFundingRequest({ ...hub.nothing, path: { fundingRequestId: id } }, await hub.as(id));
    expect((await press()).body).toEqual(stands());
    expect((await press()).body).toEqual(stands());
    expect((await hub.stored(id)).status).toBe('approved');
    expect(await heldUntil('awarded.not-me@nhs.net')).toBe(inThirtyDays);
  });

  it('of who is asked for a statement tells the applicant, who asks somebody else; the first link opens no answer', async () => {
    const id = await hub.start(aFundingRequest('asks.not-me@nhs.net'));
    const path = { ...hub.nothing, path: { fundingRequestId: id } };
    const ask = async (authorEmail: string) =>
      hub.askStatement(
        { ...path, body: { kind: 'manager', authorName: 'Pat', authorEmail, documentIds: [] } },
        await hub.as(id),
      );
    await ask('author.not-me@practice.example');
    const statementId = (await hub.stored(id)).statements[0]?.statementId ?? '';
    const at = { ...hub.nothing, path: { statementId } };
    const author = await hub.holderOf('statement', statementId);
    expect((await hub.notMyStatement(at, author)).body).toEqual({ heldUntil: inThirtyDays, ended: true });
    expect((await hub.stored(id)).statements).toMatchObject([{ status: 'refused' }]);
    expect(await emailsOf('asks.not-me@nhs.net')).toEqual(['funding-started', 'statement-refused']);
    expect(await emailsOf('author.not-me@practice.example')).toEqual(['statement-asked']);
    expect(await heldUntil('author.not-me@practice.example')).toBe(inThirtyDays);
    expect((await hub.notMyStatement(at, author)).body).toEqual({ heldUntil: inThirtyDays, ended: true });
    const given = { supports: true, releaseTime: 'paid', excessPaidBy: 'nobody', text: 'Yes' } as const;
    const answer = { ...given, documentIds: [] };
    await expect(hub.giveStatement({ ...at, body: answer }, author)).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(hub.submit(id)).rejects.toMatchObject({ code: 'statements-missing' });
    await ask('another.not-me@practice.example');
    expect((await hub.stored(id)).statements).toMatchObject([{ status: 'refused' }, { status: 'asked' }]);
  });

  const quiet = [
    [
      'says that it was not them',
      async (address: string) =>
        hub.records.commit({ hold: (await hub.holds.plan(address, workOf())).write }, { work: workOf() }),
    ],
    [
      'was asked too often today',
      async (address: string) => {
        const most = hub.hub.openForms.mostPerMailboxAndDay;
        for (let each = 0; each < most; each += 1) {
          await hub.records.commit({ ask: (await hub.holds.ask(address, workOf())).write }, { work: workOf() });
        }
      },
    ],
  ] as const;

  it.each(quiet)('keeps applicants from writing to who %s, and they are answered alike', async (title, meanwhile) => {
    const author = `quiet.${title.slice(0, 3)}@practice.example`;
    const id = await hub.start(aFundingRequest(`asks.${author}`));
    await meanwhile(author);
    const path = { ...hub.nothing, path: { fundingRequestId: id } };
    const body = { kind: 'manager' as const, authorName: 'Pat', authorEmail: author, documentIds: [] };
    const { statements } = (await hub.askStatement({ ...path, body }, await hub.as(id))).body;
    expect(statements).toMatchObject([{ status: 'asked' }]);
    expect(await emailsOf(author)).toEqual([]);
    hub.time.advance(11 * 60_000);
    const statementId = statements[0]?.statementId ?? '';
    const again = { ...hub.nothing, path: { fundingRequestId: id, statementId }, body: { to: undefined } };
    await hub.resendStatement(again, await hub.as(id));
    expect(await emailsOf(author)).toEqual([]);
    hub.time.advance(31 * day);
    await hub.resendStatement(again, await hub.as(id));
    expect(await emailsOf(author)).toEqual(['statement-asked']);
  });

  type Kind = 'manager' | 'employer' | 'supervisor';
  /** A draft that somebody is asked to support. */
  async function asking(author: string, kinds: readonly Kind[]) {
    const id = await hub.start(aFundingRequest(`of.${author}`));
    for (const kind of kinds) {
      const body = { kind, authorName: 'Pat', authorEmail: author, documentIds: [] };
      await hub.askStatement({ ...hub.nothing, path: { fundingRequestId: id }, body }, await hub.as(id));
    }
    return { id, statementIds: (await hub.stored(id)).statements.map(({ statementId }) => statementId) };
  }
  const waiting = async (author: string) => {
    const { id, statementIds } = await asking(author, ['manager']);
    await hub.submit(id);
    return { id, statementId: statementIds[0] };
  };
  async function supportedBy(author: string, kinds: readonly Kind[]) {
    const { id, statementIds } = await asking(author, kinds);
    for (const statementId of statementIds) {
      const given = { supports: true, releaseTime: 'paid', excessPaidBy: 'nobody', text: 'Yes' } as const;
      await hub.giveStatement(
        { ...hub.nothing, path: { statementId }, body: { ...given, documentIds: [] } },
        await hub.holderOf('statement', statementId),
      );
    }
    return { id, statementIds };
  }
  /** To another course than the one that was supported. */
  async function change(id: string) {
    const { version, course } = await hub.stored(id);
    if (!course) throw new Error('no course');
    const body = { version, course: { ...course, name: 'Another course' } };
    await hub.changeFundingRequest({ ...hub.nothing, path: { fundingRequestId: id }, body }, await hub.as(id));
  }

  it('holds the mailbox of whose statement was given, and leaves what it says', async () => {
    const { id, statementIds } = await supportedBy('given.not-me@practice.example', ['manager']);
    const statementId = statementIds[0] ?? '';
    const author = await hub.holderOf('statement', statementId);
    const at = { ...hub.nothing, path: { statementId } };
    expect((await hub.notMyStatement(at, author)).body).toEqual(stands());
    expect((await hub.stored(id)).statements).toMatchObject([{ status: 'supported' }]);
    expect(await heldUntil('given.not-me@practice.example')).toBe(inThirtyDays);
  });

  it.each(quiet)('keeps the clock from reminding who %s, and it does not come back to it', async (title, meanwhile) => {
    const author = `clock.${title.slice(0, 3)}@practice.example`;
    const { id, statementId } = await waiting(author);
    hub.time.advance(10 * day);
    await meanwhile(author);
    const passedOver = hub.counted.AskPassedOver ?? 0;
    await hub.tend(id);
    expect(await emailsOf(author)).toEqual(['statement-asked']);
    expect(hub.counted.AskPassedOver).toBe(passedOver + 1);
    expect((await hub.stored(id)).statements).toMatchObject([{ statementId, remindedAt: hub.clock().toISOString() }]);
    // The applicant is shown the same as where a reminder was sent.
    expect((await hub.requests.listHistory(id, workOf())).map(({ what }) => what)).toContain('remind-statement');
    hub.time.advance(day);
    await hub.tend(id);
    expect(await emailsOf(author)).toEqual(['statement-asked']);
  });

  it('keeps the clock from reminding whose mailbox is held while it looks', async () => {
    const author = 'clock.meanwhile@practice.example';
    const { id } = await waiting(author);
    hub.time.advance(10 * day);
    const change: typeof hub.requests.change = async (...args) => {
      await quiet[0][1](author);
      return hub.requests.change(...args);
    };
    await createCarryOut({ ...hub, requests: { ...hub.requests, change } })(
      await hub.stored(id),
      async () => [],
      workOf(),
    );
    expect((await hub.stored(id)).statements[0]?.remindedAt).toBeUndefined();
    await hub.tend(id);
    expect(await emailsOf(author)).toEqual(['statement-asked']);
  });

  it('counts each reminder against the day', async () => {
    const { id } = await waiting('clock.counts@practice.example');
    hub.time.advance(10 * day);
    await hub.tend(id);
    expect(await emailsOf('clock.counts@practice.example')).toEqual(['statement-asked', 'statement-asked']);
    const asks = await hub.records.find(...asksOf('clock.counts@practice.example'), workOf());
    expect(asks).toMatchObject({ day: '2027-01-14', count: 1 });
  });

  it.each(quiet)('keeps who %s from being asked anew where the request becomes another', async (title, meanwhile) => {
    const author = `changed.${title.slice(0, 3)}@practice.example`;
    const { id } = await supportedBy(author, ['manager']);
    await meanwhile(author);
    await change(id);
    expect((await hub.stored(id)).statements).toMatchObject([{ status: 'replaced' }, { status: 'asked' }]);
    expect((await emailsOf(author)).filter((kind) => kind === 'statement-asked')).toHaveLength(1);
  });

  it('counts each that one mailbox is asked for anew, up to what it may be asked in a day', async () => {
    const author = 'changed.all@practice.example';
    const { id } = await supportedBy(author, ['manager', 'employer', 'supervisor']);
    hub.time.advance(day);
    const most = hub.hub.openForms.mostPerMailboxAndDay;
    for (let each = 0; each < most - 2; each += 1) {
      await hub.records.commit({ ask: (await hub.holds.ask(author, workOf())).write }, { work: workOf() });
    }
    await change(id);
    expect((await hub.stored(id)).statements.filter(({ status }) => status === 'asked')).toHaveLength(3);
    expect((await emailsOf(author)).filter((kind) => kind === 'statement-asked')).toHaveLength(3 + 2);
    expect(await hub.records.find(...asksOf(author), workOf())).toMatchObject({ count: most });
  });
});
