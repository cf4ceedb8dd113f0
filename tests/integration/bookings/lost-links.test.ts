import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSendLinks } from '#functions/bookings/links/send-links.ts';
import { type FollowUp, followUpsOf } from '#records/bookings/follow-ups.ts';
import { mailboxId } from '#records/keys.ts';
import { asksOf } from '#records/people/asks.ts';
import { LinksAskedRecord } from '#records/people/items.ts';
import { createLinks } from '#records/people/links.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { aBooking, type aSession, day, workOf } from '../../support/hub.ts';
import { scanAll } from '../../support/scan.ts';

const guest = { kind: 'guest' } as const;

describe('links that were lost', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
  afterAll(() => engine.stop());

  const owed = async () => (await scanAll(hub.document, 'records', LinksAskedRecord)).filter(Boolean);
  /** Asks, and answers what the table's stream then makes of it. */
  async function ask(workEmail: string, once?: { id: string; fingerprint: string }): Promise<FollowUp[]> {
    const before = new Set((await owed()).map(({ linksAskedId }) => linksAskedId));
    const reply = await hub.askForLinks(
      { ...hub.nothing, body: { workEmail } },
      { caller: guest, work: workOf(), once },
    );
    expect(reply).toEqual({ status: 202, body: {} });
    return (await owed())
      .filter(({ linksAskedId }) => !before.has(linksAskedId))
      .flatMap((after) => followUpsOf({ before: {}, after }));
  }
  async function askAndSend(workEmail: string): Promise<void> {
    for (const followUp of await ask(workEmail)) await hub.followUp(followUp);
  }
  const linksTo = async (address: string) =>
    (await hub.emailsTo(address)).filter(({ kind }) => ['booking-link-again', 'funding-link-again'].includes(kind));
  async function booked(address: string, changes: Parameters<typeof aSession>[1] = {}) {
    const sessionId = await hub.publishedSession(changes);
    await hub.book(aBooking(sessionId, address));
    const { bookings } = await hub.standing(sessionId);
    return { sessionId, bookingId: bookings.at(-1)?.bookingId ?? '' };
  }
  const inDays = (days: number) => ({
    startsAt: new Date(hub.clock().getTime() + days * day).toISOString(),
    endsAt: new Date(hub.clock().getTime() + days * day + 3_600_000).toISOString(),
  });

  it('are sent again to the address that each was made with, whatever was typed', async () => {
    const later = await booked('lost@nhs.net', inDays(20));
    const sooner = await booked('lost@nhs.net', inDays(5));
    const tagged = await booked('lost+courses@nhs.net', inDays(9));
    await askAndSend('LOST+somebody@nhs.net'.toLowerCase());
    const sent = (await linksTo('lost@nhs.net')).map(({ about }) => about.id);
    expect(new Set(sent)).toEqual(new Set([sooner.bookingId, later.bookingId]));
    expect((await linksTo('lost+courses@nhs.net')).map(({ about }) => about.id)).toEqual([tagged.bookingId]);
    expect(await linksTo('lost+somebody@nhs.net')).toEqual([]);
  });

  it('are sent for what can still be managed alone', async () => {
    const { bookingId } = await booked('some@nhs.net');
    await hub.cancel(bookingId, await hub.linkTo(bookingId));
    const past = await booked('some@nhs.net', inDays(1));
    hub.time.advance(10 * day);
    await askAndSend('some@nhs.net');
    expect((await linksTo('some@nhs.net')).map(({ about }) => about.id)).toEqual([past.bookingId]);
    hub.time.advance(30 * day);
    await askAndSend('some@nhs.net');
    expect(await linksTo('some@nhs.net')).toHaveLength(1);
  });

  it('are sent for funding requests until they are over, and to who is asked for a statement', async () => {
    const potId = await hub.pot(aPot({ scheme: 'lost' }));
    const id = await hub.start(aFundingRequest('applicant@nhs.net', { potId }));
    const path = { ...hub.nothing, path: { fundingRequestId: id } };
    const body = { kind: 'manager' as const, authorName: 'Pat', authorEmail: 'author@nhs.net', documentIds: [] };
    await hub.askStatement({ ...path, body }, await hub.as(id));
    await askAndSend('applicant@nhs.net');
    expect(await linksTo('applicant@nhs.net')).toMatchObject([{ kind: 'funding-link-again', about: { id } }]);
    const asked = async () => (await hub.emailsTo('author@nhs.net')).filter(({ kind }) => kind === 'statement-asked');
    await askAndSend('author@nhs.net');
    expect(await asked()).toHaveLength(2);

    // Of whom its author names instead, the email says who that was.
    const statementId = (await hub.stored(id)).statements[0]?.statementId ?? '';
    await hub.redirectStatement(
      { ...hub.nothing, path: { statementId }, body: { authorName: 'Sam', authorEmail: 'instead@nhs.net' } },
      await hub.holderOf('statement', statementId),
    );
    await askAndSend('instead@nhs.net');
    const toInstead = (await hub.emailsTo('instead@nhs.net')).filter(({ kind }) => kind === 'statement-asked');
    expect(toInstead).toMatchObject([{ facts: { namedBy: 'Pat' } }, { facts: { namedBy: 'Pat' } }]);

    await hub.withdrawFundingRequest({ ...path, body: { reason: undefined } }, await hub.as(id));
    await askAndSend('applicant@nhs.net');
    await askAndSend('author@nhs.net');
    expect(await linksTo('applicant@nhs.net')).toHaveLength(1);
    expect(await asked()).toHaveLength(2);
  });

  it('are found for as long as a request is kept', async () => {
    const potId = await hub.pot(aPot({ scheme: 'lost-long', progress: ['started', 'finished'] }));
    const id = await hub.inReview(aFundingRequest('long@nhs.net', { potId }));
    await hub.approve(id, potId);
    hub.time.moveTo('2027-02-01T09:00:00.000Z');
    await hub.progress(id, 'started');
    await hub.claim(id, 'INV-LOST');
    await hub.tend(id);
    // A claim that nobody has paid stands, though the request is two years old.
    hub.time.moveTo('2029-01-04T09:00:00.000Z');
    await askAndSend('long@nhs.net');
    expect(await linksTo('long@nhs.net')).toMatchObject([{ kind: 'funding-link-again', about: { id } }]);
  });

  it('are sent once, though they are carried out twice or broken off between', async () => {
    await booked('twice@nhs.net');
    const followUps = await ask('twice@nhs.net');
    for (const followUp of [...followUps, ...followUps]) await hub.followUp(followUp);
    await Promise.all(followUps.map((followUp) => hub.followUp(followUp)));
    expect(await linksTo('twice@nhs.net')).toHaveLength(1);
    expect(await owed()).toEqual([]);
  });

  it('are asked for once under one Idempotency-Key', async () => {
    const once = { id: 'lost-links-once', fingerprint: 'f' };
    expect(await ask('once@nhs.net', once)).toHaveLength(1);
    await expect(ask('once@nhs.net', once)).rejects.toMatchObject({ name: 'AlreadyDoneError' });
  });

  it('come to nothing where there is nothing, which takes the same reads and writes', async () => {
    await booked('somebody@nhs.net');
    const calls: string[] = [];
    hub.document.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          calls.push(String(commandName));
          return next(args);
        },
      { step: 'initialize', name: 'count' },
    );
    const body = (workEmail: string) => ({ ...hub.nothing, body: { workEmail } });
    const caller = { caller: guest, work: workOf(), once: undefined };
    await hub.askForLinks(body('somebody@nhs.net'), caller);
    const known = calls.splice(0);
    await hub.askForLinks(body('nobody@nhs.net'), caller);
    const unknown = calls.splice(0);
    hub.document.middlewareStack.remove('count');
    expect(unknown).toEqual(known);
    expect(known).toEqual(['GetItemCommand', 'TransactWriteItemsCommand']);

    await askAndSend('nobody@nhs.net');
    expect(await hub.emailsTo('nobody@nhs.net')).toEqual([]);
  });

  it('are asked for too often in silence, and never come to more emails than a mailbox may be sent in a day', async () => {
    for (let each = 0; each < 15; each += 1) await booked('much@nhs.net', inDays(each + 2));
    hub.time.advance(day);
    const most = hub.hub.openForms.mostPerMailboxAndDay;
    for (let each = 0; each < most + 5; each += 1) await askAndSend('much@nhs.net');
    const sent = await linksTo('much@nhs.net');
    expect(sent.length).toBeLessThanOrEqual(most + 1);
    expect(sent.length).toBeGreaterThan(10);
    expect(await ask('much@nhs.net')).toEqual([]);
    hub.time.advance(day);
    expect(await ask('much@nhs.net')).toHaveLength(1);
  });

  it('are counted against the day on which they are sent', async () => {
    for (let each = 0; each < 3; each += 1) await booked('midnight@nhs.net', inDays(each + 2));
    hub.time.moveTo('2027-01-05T23:59:59.000Z');
    const most = hub.hub.openForms.mostPerMailboxAndDay;
    for (let each = 0; each < most - 1; each += 1) await ask('midnight@nhs.net');
    const [followUp] = await ask('midnight@nhs.net');
    if (!followUp) throw new Error('not asked');
    hub.time.moveTo('2027-01-06T00:00:01.000Z');
    await hub.followUp(followUp);
    expect(await linksTo('midnight@nhs.net')).toHaveLength(3);
    const asks = await hub.records.find(...asksOf('midnight@nhs.net'), workOf());
    expect(asks).toMatchObject({ day: '2027-01-06', count: 2 });
  });

  it.each([1, 3])('go to nobody who says meanwhile that it was not them (%i to send)', async (bookings) => {
    const before = `held.before.${bookings}@nhs.net`;
    const between = `held.between.${bookings}@nhs.net`;
    const hold = async (address: string) =>
      hub.records.commit({ hold: (await hub.holds.plan(address, workOf())).write }, { work: workOf() });
    for (const address of [before, between]) {
      for (let each = 0; each < bookings; each += 1) await booked(address, inDays(each + 2));
    }
    hub.time.advance(day);
    const followUps = await ask(before);
    await hold(before);
    for (const followUp of followUps) await hub.followUp(followUp);
    expect(await linksTo(before)).toEqual([]);

    // Between the reading of what is left and the write: decided anew.
    await ask(between);
    const [asked] = (await owed()).filter(({ mailbox }) => mailbox === mailboxId(between));
    if (!asked) throw new Error('not asked');
    let done = false;
    const records: typeof hub.records = {
      ...hub.records,
      async commit(...args) {
        if (!done) {
          done = true;
          await hold(between);
        }
        return hub.records.commit(...args);
      },
    };
    await createSendLinks({ ...hub, links: createLinks({ ...hub, records }) })(asked, workOf());
    expect(await linksTo(between)).toEqual([]);
    expect((await owed()).map(({ mailbox }) => mailbox)).not.toContain(mailboxId(between));
  });

  it('that are not sent are counted, as whoever watches over a hub sees', async () => {
    const passedOver = () => hub.counted.AskPassedOver ?? 0;
    const before = passedOver();
    await hub.records.commit({ hold: (await hub.holds.plan('count@nhs.net', workOf())).write }, { work: workOf() });
    await ask('count@nhs.net');
    expect(passedOver()).toBe(before + 1);
  });

  it('are at most ten at once, of which some are about funding, and the others for the sessions that are next', async () => {
    const ids: string[] = [];
    for (const days of [9, 2, 12, 3, 11, 4, 10, 5, 8, 6, 7])
      ids[days] = (await booked('many@nhs.net', inDays(days))).bookingId;
    for (let each = 0; each < 5; each += 1) await hub.start(aFundingRequest('many@nhs.net'));
    hub.time.advance(day);
    await askAndSend('many@nhs.net');
    const sent = await linksTo('many@nhs.net');
    const kinds = sent.map(({ kind }) => kind);
    const bookings = sent.filter(({ kind }) => kind === 'booking-link-again').map(({ about }) => about.id);
    expect(new Set(bookings)).toEqual(new Set(ids.slice(2, 8)));
    expect(kinds.filter((kind) => kind === 'funding-link-again')).toHaveLength(4);
    expect(kinds.filter((kind) => kind === 'booking-link-again')).toHaveLength(6);
  });
});
