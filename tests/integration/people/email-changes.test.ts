import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTendAccounts } from '#functions/people/accounts/tend-accounts.ts';
import { createChangeEmailOfPerson } from '#functions/people/addresses/ask-for-email.ts';
import { createConfirmEmail } from '#functions/people/addresses/confirm-email.ts';
import { wireForRegistrants, wireForStaff, wireTending } from '#functions/people/wiring.ts';
import type { Learner, LinkHolder } from '#http/callers.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { keys } from '#records/keys.ts';
import { AccountView, AddressView } from '#records/people/views.ts';
import { acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { aBooking, day, workOf } from '../../support/hub.ts';

let engine: RunningEngine;
let hub: TestFunding;
beforeAll(async () => {
  engine = await startEngine();
  hub = createTestFunding(engine.client);
});
beforeEach(() => hub.time.moveTo('2027-01-04T09:00:00.000Z'));
afterAll(() => engine.stop());

const as = <C>(caller: C) => ({ caller, work: workOf(), once: undefined });
const personOf = (workEmail: string) => aBooking('', workEmail).person;
const register = async (workEmail: string) => hub.confirms(await hub.asksForAccount(personOf(workEmail)));
const ask = (caller: Learner, newEmail: string) => hub.changeEmail({ ...hub.nothing, body: { newEmail } }, as(caller));
const confirm = (emailChangeId: string, caller: LinkHolder) =>
  hub.confirmEmail({ ...hub.nothing, path: { emailChangeId } }, as(caller));
const profileOf = async (caller: Learner) => (await hub.getProfile(hub.nothing, as(caller))).body;
const bookingsOf = async (caller: Learner, query: { limit: number; cursor?: string } = { limit: 10 }) =>
  (await hub.listMyBookings({ ...hub.nothing, query: { cursor: undefined, ...query } }, as(caller))).body;
const addressOf = (workEmail: string) => hub.records.find(AddressView, keys.address(workEmail), workOf());
const accountAt = async (workEmail: string) => {
  const address = await addressOf(workEmail);
  return address && hub.records.find(AccountView, keys.person(address.personId), workOf());
};

async function tend(): Promise<void> {
  const log = { event: () => undefined, begin: () => undefined };
  const act = acts('people-tend', createTendAccounts({ ...hub, ...wireTending(hub), log }));
  await act({}, { awsRequestId: 'test', getRemainingTimeInMillis: () => 60_000 } as never);
}

describe('a change of work email', () => {
  it('is made once both addresses are confirmed, in either order, and is dated', async () => {
    for (const first of ['toOld', 'toNew'] as const) {
      const [before, after] = [`before.${first.toLowerCase()}@nhs.net`, `after.${first.toLowerCase()}@nhs.net`];
      const me = await register(before);
      hub.time.advance(1000);
      expect(await ask(me, after)).toEqual({ status: 202, body: {} });
      const links = await hub.emailChangeLinks(after);
      const second = first === 'toOld' ? 'toNew' : 'toOld';
      expect((await confirm(links.emailChangeId, links[first])).body).toEqual({ status: 'waiting' });
      // Pressed twice, it is as if it had been pressed once.
      expect((await confirm(links.emailChangeId, links[first])).body).toEqual({ status: 'waiting' });
      expect((await profileOf(me)).workEmail).toBe(before);
      expect((await confirm(links.emailChangeId, links[second])).body).toEqual({ status: 'changed' });
      expect((await profileOf({ ...me, workEmail: after })).workEmail).toBe(after);
      // An hour-old token has the old address in it.
      expect((await profileOf(me)).workEmail).toBe(after);
      expect((await accountAt(after))?.addresses).toEqual([
        { workEmail: before, from: '2027-01-04T09:00:00.000Z', until: expect.any(String) },
        { workEmail: after, from: expect.any(String) },
      ]);
      await expect(confirm(links.emailChangeId, links[second])).rejects.toMatchObject({ code: 'link-not-valid' });
      hub.time.moveTo('2027-01-04T09:00:00.000Z');
    }
  });

  it('takes what a guest made with the new address along, and what is made later with either', async () => {
    const sessions = [await hub.publishedSession(), await hub.publishedSession(), await hub.publishedSession()];
    const [first = '', second = '', third = ''] = sessions;
    const guest = await hub.booked(aBooking(first, 'guest.new@nhs.net'));
    const requestId = await hub.start(aFundingRequest('guest.new@nhs.net'));
    const me = await register('guest.old@nhs.net');
    const own = await hub.booked(aBooking(second, 'guest.old@nhs.net'));
    const moved = await hub.movesTo('guest.new@nhs.net', me);
    const later = await hub.booked(aBooking(third, 'guest.old@nhs.net'));
    const ids = (await bookingsOf(moved)).items.map(({ bookingId }) => bookingId);
    expect(ids.sort()).toEqual([guest, own, later].sort());

    const requests = await hub.ownRequestsOf(moved);
    expect(requests.map(({ fundingRequestId }) => fundingRequestId)).toEqual([requestId]);
    for (const thing of [
      { kind: 'booking', id: guest },
      { kind: 'booking', id: later },
      { kind: 'funding-request', id: requestId },
    ] as const)
      expect(await hub.takeLink({ ...hub.nothing, body: thing }, as(moved))).toMatchObject({ status: 201 });
  });

  it('pages what was made with several addresses as one list, each once, and a cursor leads to nobody else’s', async () => {
    const start = Date.parse('2027-02-01T09:00:00.000Z');
    const wanted: string[] = [];
    const me = await register('pages.1@nhs.net');
    for (let number = 0; number < 6; number += 1) {
      const startsAt = new Date(start + number * day).toISOString();
      const endsAt = new Date(start + number * day + 3_600_000).toISOString();
      const sessionId = await hub.publishedSession({ startsAt, endsAt });
      wanted.unshift(await hub.booked(aBooking(sessionId, `pages.${(number % 3) + 1}@nhs.net`)));
    }
    const moved = await hub.movesTo('pages.3@nhs.net', await hub.movesTo('pages.2@nhs.net', me));
    const found: string[] = [];
    let cursor: string | undefined;
    const cursors: string[] = [];
    do {
      const page = await bookingsOf(moved, { limit: 2, ...(cursor !== undefined && { cursor }) });
      found.push(...page.items.map(({ bookingId }) => bookingId));
      cursor = page.nextCursor;
      if (cursor !== undefined) cursors.push(cursor);
    } while (cursor !== undefined);
    expect(found).toEqual(wanted);
    const stranger = await register('pages.stranger@nhs.net');
    for (const theirs of cursors) expect((await bookingsOf(stranger, { limit: 10, cursor: theirs })).items).toEqual([]);
  });

  it('answers the same for an address that has an account, which only its reader is told', async () => {
    await register('has.account@nhs.net');
    const me = await register('wants.it@nhs.net');
    expect(await ask(me, 'has.account@nhs.net')).toEqual(await ask(me, 'unknown@nhs.net'));
    const { emailChangeId, toNew, toOld } = await hub.emailChangeLinks('has.account@nhs.net');
    expect((await confirm(emailChangeId, toOld)).body).toEqual({ status: 'waiting' });
    await expect(confirm(emailChangeId, toNew)).rejects.toMatchObject({ code: 'wrong-state' });
    expect((await profileOf(me)).workEmail).toBe('wants.it@nhs.net');
  });

  it('tells the reader of the old address nothing where the new one gets an account before they confirm', async () => {
    const me = await register('slow.reader@nhs.net');
    await ask(me, 'becomes.account@nhs.net');
    const { emailChangeId, toNew, toOld } = await hub.emailChangeLinks('becomes.account@nhs.net');
    await confirm(emailChangeId, toNew);
    await register('becomes.account@nhs.net');
    expect((await confirm(emailChangeId, toOld)).body).toEqual({ status: 'waiting' });
    expect((await profileOf(me)).workEmail).toBe('slow.reader@nhs.net');
  });

  it('is not made where the new address becomes somebody’s account between reading and writing', async () => {
    const me = await register('between.old@nhs.net');
    await hub.booked(aBooking(await hub.publishedSession(), 'between.new@nhs.net'));
    await ask(me, 'between.new@nhs.net');
    const { emailChangeId, toNew, toOld } = await hub.emailChangeLinks('between.new@nhs.net');
    await confirm(emailChangeId, toOld);
    const { emailChanges } = wireForRegistrants(hub, {} as never);
    let isFirst = true;
    const late = createConfirmEmail({
      ...hub,
      emailChanges: {
        ...emailChanges,
        async move(...args) {
          if (isFirst) await register('between.new@nhs.net');
          isFirst = false;
          return emailChanges.move(...args);
        },
      },
    });
    await expect(late({ ...hub.nothing, path: { emailChangeId } }, as(toNew))).rejects.toMatchObject({
      code: 'wrong-state',
    });
    expect((await accountAt('between.new@nhs.net'))?.workEmail).toBe('between.new@nhs.net');
    expect((await accountAt('between.old@nhs.net'))?.workEmail).toBe('between.old@nhs.net');
  });

  it('gives an address to one of those who want it at the same time', async () => {
    const people = await Promise.all(['a', 'b', 'c', 'd'].map((name) => register(`race.${name}@nhs.net`)));
    const links: Awaited<ReturnType<typeof hub.emailChangeLinks>>[] = [];
    for (const me of people) {
      await ask(me, 'race.prize@nhs.net');
      const link = await hub.emailChangeLinks('race.prize@nhs.net');
      await confirm(link.emailChangeId, link.toOld);
      links.push(link);
      hub.time.advance(day);
    }
    hub.time.moveTo('2027-01-05T09:00:00.000Z');
    const made = await Promise.allSettled(links.map((link) => confirm(link.emailChangeId, link.toNew)));
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const holders = await Promise.all(people.map(async (me) => (await profileOf(me)).workEmail));
    expect(holders.filter((address) => address === 'race.prize@nhs.net')).toHaveLength(1);
  });

  it('is over once either reader says that it was not them', async () => {
    for (const who of ['toNew', 'toOld'] as const) {
      const me = await register(`refused.${who.toLowerCase()}@nhs.net`);
      await ask(me, `refusing.${who.toLowerCase()}@nhs.net`);
      const links = await hub.emailChangeLinks(`refusing.${who.toLowerCase()}@nhs.net`);
      await hub.refuseEmail({ ...hub.nothing, path: { emailChangeId: links.emailChangeId } }, as(links[who]));
      for (const side of ['toNew', 'toOld'] as const)
        await expect(confirm(links.emailChangeId, links[side])).rejects.toMatchObject({ code: 'link-not-valid' });
    }
  });

  it('is open to no link of another change, and to none once the account has moved otherwise', async () => {
    const me = await register('two.ways@nhs.net');
    await ask(me, 'way.one@nhs.net');
    const one = await hub.emailChangeLinks('way.one@nhs.net');
    await ask(me, 'way.two@nhs.net');
    const two = await hub.emailChangeLinks('way.two@nhs.net');
    await expect(confirm(one.emailChangeId, two.toNew)).rejects.toMatchObject({ code: 'link-not-valid' });
    await confirm(one.emailChangeId, one.toNew);
    await confirm(one.emailChangeId, one.toOld);
    await expect(confirm(two.emailChangeId, two.toOld)).rejects.toMatchObject({ code: 'link-not-valid' });
  });

  it('sends a mailbox no more in a day than any form may, new or old, and answers the same', async () => {
    const most = southEastLondon.openForms.mostPerMailboxAndDay;
    const me = await register('asks.much@nhs.net');
    for (let number = 0; number <= most; number += 1)
      expect(await ask(me, `victim+${number}@nhs.net`)).toEqual({ status: 202, body: {} });
    const sent = (await hub.owedEmails()).filter(({ to }) => to.startsWith('victim'));
    // One went on the account's own confirmation.
    expect(sent).toHaveLength(most - 1);
    const other = await register('asks.too@nhs.net');
    for (let number = 0; number < 3; number += 1) await ask(other, `victim.2+${number}@nhs.net`);
    expect((await hub.owedEmails()).filter(({ to }) => to.startsWith('victim.2'))).toHaveLength(3);
  });

  it('goes back to an address that was theirs, and of the same mailbox it is none', async () => {
    const me = await register('back.1@nhs.net');
    const there = await hub.movesTo('back.2@nhs.net', me);
    await expect(ask(there, 'back.2+tag@nhs.net')).rejects.toMatchObject({ code: 'not-valid' });
    hub.time.advance(day);
    const back = await hub.movesTo('back.1@nhs.net', there);
    expect((await profileOf(back)).workEmail).toBe('back.1@nhs.net');
    expect((await accountAt('back.2@nhs.net'))?.addresses).toHaveLength(3);
  });

  it('leaves behind that the old address returns mail', async () => {
    const me = await register('bounces.old@nhs.net');
    await hub.emails.suppress('bounces.old@nhs.net', 'bounced', workOf());
    await hub.movesTo('bounces.new@nhs.net', me);
    const is = (address: string) => hub.emails.isSuppressed(address, workOf());
    expect([await is('bounces.old@nhs.net'), await is('bounces.new@nhs.net')]).toEqual([true, false]);
  });

  it('leaves the old address theirs: nobody else gets an account by it', async () => {
    await hub.movesTo('kept.new@nhs.net', await register('kept.old@nhs.net'));
    await expect(register('kept.old@nhs.net')).rejects.toMatchObject({ code: 'wrong-state' });
  });

  it('is decided by staff where the old address is gone, on the record, and confirmed by who reads the new one', async () => {
    const me = await register('gone.old@nhs.net');
    await hub.movesTo('dora.now@nhs.net', await register('dora@hub.example'));
    const { personId = '' } = (await accountAt(me.workEmail)) ?? {};
    const decide = acts('people-admin', createChangeEmailOfPerson(wireForStaff(hub)));
    const staff = { kind: 'staff', sub: 'dora', workEmail: 'dora@hub.example', groups: ['data-protection'] } as const;
    const body = { newEmail: 'gone.new@nhs.net', reason: 'They rang from the practice' };
    const input = { ...hub.nothing, path: { personId }, body };
    await expect(decide(input, as({ ...staff, workEmail: 'gone.new+x@nhs.net' }))).rejects.toMatchObject({
      code: 'needs-another-person',
    });
    // By an address of theirs from before, too.
    const { personId: own = '' } = (await accountAt('dora.now@nhs.net')) ?? {};
    await expect(decide({ ...input, path: { personId: own } }, as(staff))).rejects.toMatchObject({
      code: 'needs-another-person',
    });
    await expect(decide({ ...input, path: { personId: 'nobody' } }, as(staff))).rejects.toMatchObject({
      code: 'person-not-found',
    });
    expect(await decide(input, as(staff))).toEqual({ status: 202, body: {} });
    const { emailChangeId, toNew } = await hub.emailChangeLinks('gone.new@nhs.net');
    expect((await confirm(emailChangeId, toNew)).body).toEqual({ status: 'changed' });
    expect((await profileOf({ ...me, workEmail: 'gone.new@nhs.net' })).workEmail).toBe('gone.new@nhs.net');
    const told = (await hub.owedEmails()).filter(
      ({ to, kind }) => to === 'gone.old@nhs.net' && kind === 'email-changed',
    );
    expect(told).toHaveLength(1);
  });

  it('is ended by who still reads an address that staff were told is gone', async () => {
    const me = await register('not.gone@nhs.net');
    const { personId = '' } = (await accountAt(me.workEmail)) ?? {};
    const decide = acts('people-admin', createChangeEmailOfPerson(wireForStaff(hub)));
    const staff = { kind: 'staff', sub: 'dora', workEmail: 'dora@hub.example', groups: ['data-protection'] } as const;
    const body = { newEmail: 'thief@nhs.net', reason: 'Somebody rang' };
    await decide({ ...hub.nothing, path: { personId }, body }, as(staff));
    const { emailChangeId, toNew, toOld } = await hub.emailChangeLinks('thief@nhs.net');
    const { body: ended } = await hub.refuseEmail({ ...hub.nothing, path: { emailChangeId } }, as(toOld));
    expect(Date.parse(ended.heldUntil) - hub.clock().getTime()).toBe(southEastLondon.openForms.holdDays * day);
    await expect(confirm(emailChangeId, toNew)).rejects.toMatchObject({ code: 'link-not-valid' });
  });

  it('keeps every address as long as its person, whichever of them is used', async () => {
    const me = await register('long.old@nhs.net');
    const moved = await hub.movesTo('long.new@nhs.net', me);
    for (let month = 0; month < 60; month += 1) {
      hub.time.advance(30 * day);
      await tend();
      // By the former address alone, and by a guest's form.
      if (month % 12 === 0) await hub.booked(aBooking(await hub.publishedSession(), 'long.old@nhs.net'));
      const person = await accountAt('long.new@nhs.net');
      for (const address of ['long.old@nhs.net', 'long.new@nhs.net'])
        expect((await addressOf(address))?.personId, `${month} ${address}`).toBe(person?.personId);
    }
    expect((await profileOf(moved)).workEmail).toBe('long.new@nhs.net');
  });

  it('leaves its addresses to whoever comes next once the account has ended, though they outlast it by days', async () => {
    await hub.movesTo('next.new@nhs.net', await register('next.old@nhs.net'));
    await tend();
    const before = await accountAt('next.new@nhs.net');
    hub.time.moveTo(new Date(((before?.expiresAt ?? 0) + 3600) * 1000).toISOString());
    expect(await addressOf('next.old@nhs.net')).toBeDefined();
    const bookingId = await hub.booked(aBooking(await hub.publishedSession(), 'next.old@nhs.net'));
    const me = await register('next.new@nhs.net');
    const ids = [await addressOf('next.old@nhs.net'), await addressOf('next.new@nhs.net')].map(
      (each) => each?.personId,
    );
    expect(new Set([...ids, before?.personId]).size).toBe(3);
    // What a guest has booked with one is not of who confirms the other.
    expect((await bookingsOf(me)).items).toEqual([]);
    expect((await hub.bookingsOf('next.old@nhs.net')).map((each) => each.bookingId)).toEqual([bookingId]);
  });

  it('takes nothing along of who had the new address and has ended, though it outlives them by days', async () => {
    const moved = await hub.movesTo('ended.new@nhs.net', await register('ended.old@nhs.net'));
    await hub.booked(aBooking(await hub.publishedSession(), moved.workEmail));
    await tend();
    const ended = await accountAt(moved.workEmail);
    hub.time.moveTo(new Date(((ended?.expiresAt ?? 0) + 3600) * 1000).toISOString());
    const me = await hub.movesTo(moved.workEmail, await register('ended.next@nhs.net'));
    expect((await bookingsOf(me)).items).toEqual([]);
    expect((await accountAt(me.workEmail))?.includes).toBeUndefined();
  });
});
