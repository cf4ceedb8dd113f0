import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFollowProfile } from '#functions/bookings/places/follow-profile.ts';
import type { Learner } from '#http/callers.ts';
import type { ProfileFollowing } from '#records/bookings/profile-following.ts';
import { AttendeeView } from '#records/bookings/views.ts';
import { keys } from '#records/keys.ts';
import { AddressView } from '#records/people/views.ts';
import { acts, asNobody } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, hour, type TestHub, workOf } from '../../support/hub.ts';
import { expectConsistent, readStored } from '../../support/stored-bookings.ts';

let engine: RunningEngine;
let hub: TestHub;
let number = 0;
let address: string;
let me: Learner;
const start = '2027-01-04T09:00:00.000Z';

beforeAll(async () => {
  engine = await startEngine();
  hub = createTestHub(engine.client);
});
afterAll(() => engine.stop());
beforeEach(async () => {
  hub.time.moveTo(start);
  number += 1;
  address = `follows.${number}@nhs.net`;
  me = await register(address);
});

const as = <C>(caller: C) => ({ caller, work: workOf(), once: undefined });
const register = async (workEmail: string) => hub.confirms(await hub.asksForAccount(aBooking('', workEmail).person));
const personIdOf = async (workEmail: string) =>
  (await hub.records.find(AddressView, keys.address(workEmail), workOf()))?.personId ?? '';
const married = {
  name: 'Siobhán Byrne',
  workplace: { odsCode: 'G85002', borough: 'Southwark' },
  jobRole: 'advanced-nurse-practitioner',
  jobTitle: 'Advanced nurse',
} as const;
async function changes(change: Partial<typeof married> | { readonly name: string } = married, caller = me) {
  const { version } = (await hub.getProfile(hub.nothing, as(caller))).body;
  await hub.changeProfile({ ...hub.nothing, body: { version, ...change } }, as(caller));
}
const follow = async (of = address) => hub.followUp({ kind: 'follow-profile', personId: await personIdOf(of) });
const bookingAt = async (sessionId: string, workEmail = address) => {
  const found = (await hub.standing(sessionId)).bookings.find((booking) => booking.workEmail === workEmail);
  if (!found) throw new Error(`${workEmail} has no booking`);
  return found;
};
const nameAt = async (sessionId: string, workEmail = address) => (await bookingAt(sessionId, workEmail)).name;
const holderAt = async (sessionId: string, workEmail = address) =>
  (await hub.records.find(AttendeeView, keys.attendee(sessionId, workEmail), workOf()))?.name;
const cancel = async (bookingId: string) => hub.cancel(bookingId, await hub.linkTo(bookingId));
const shortSession = (after: number) =>
  hub.publishedSession({
    startsAt: new Date(hub.clock().getTime() + after).toISOString(),
    endsAt: new Date(hub.clock().getTime() + after + hour).toISOString(),
  });

/** The follow-up, where something happens once, just before it writes. */
async function followWhereBefore(happens: () => Promise<unknown>): Promise<number> {
  let happened = false;
  const following: ProfileFollowing = {
    ...hub.following,
    async follow(...args) {
      if (!happened) {
        happened = true;
        await asNobody(happens);
      }
      return hub.following.follow(...args);
    },
  };
  const made = await acts('bookings-follow-up', createFollowProfile({ ...hub, following }))(
    await personIdOf(address),
    workOf(),
  );
  expect(happened).toBe(true);
  return made;
}

describe('bookings after a change of profile', () => {
  it('say what the profile says, with a place, in the line and with an offer', async () => {
    const [confirmed, waiting, offered] = [
      await hub.publishedSession(),
      await hub.publishedSession({ capacity: 1 }),
      await hub.publishedSession({ capacity: 1 }),
    ];
    for (const sessionId of [waiting, offered]) await hub.booked(aBooking(sessionId, 'was.first@nhs.net'));
    for (const sessionId of [confirmed, waiting, offered]) await hub.booked(aBooking(sessionId, address));
    await cancel((await bookingAt(offered, 'was.first@nhs.net')).bookingId);
    await hub.followUp({ kind: 'offer-places', sessionId: offered });

    await changes();
    expect(await follow()).toBe(3);
    for (const [sessionId, status] of [
      [confirmed, 'confirmed'],
      [waiting, 'waitlisted'],
      [offered, 'offered'],
    ] as const) {
      expect(await bookingAt(sessionId)).toMatchObject({ ...married, status });
      expect(await holderAt(sessionId)).toBe(married.name);
    }
    expect(await nameAt(waiting, 'was.first@nhs.net')).toBe("Siobhán O'Brien");
    expect(await follow()).toBe(0);
  });

  it('stay what was said then where they are cancelled or over, and follow while a session goes on', async () => {
    const over = await shortSession(day);
    const going = await hub.publishedSession({
      startsAt: new Date(hub.clock().getTime() + day).toISOString(),
      endsAt: new Date(hub.clock().getTime() + 8 * day).toISOString(),
    });
    const [cancelled, called] = [await hub.publishedSession(), await hub.publishedSession()];
    for (const sessionId of [over, going, cancelled, called]) await hub.booked(aBooking(sessionId, address));
    await cancel((await bookingAt(cancelled)).bookingId);
    // Nobody has been told of it as yet, so that their booking stands still.
    const { session } = await hub.standing(called);
    const body = { version: session.version, reason: 'The trainer is ill' };
    await hub.cancelSession({ ...hub.nothing, path: { sessionId: called }, body }, hub.asStaff());

    hub.time.advance(day + hour);
    await changes();
    expect(await follow()).toBe(1);
    expect(await nameAt(going)).toBe(married.name);
    for (const sessionId of [over, cancelled, called]) expect(await nameAt(sessionId)).toBe("Siobhán O'Brien");
    await hub.followUp({ kind: 'tell-attendees', sessionId: called });
    expect(await holderAt(over)).toBe("Siobhán O'Brien");
  });

  it('leaves an email that is owed already as it was', async () => {
    const sessionId = await hub.publishedSession();
    const bookingId = await hub.booked(aBooking(sessionId, address));
    const owed = async () => (await hub.owedEmails()).filter(({ about }) => about.id === bookingId);
    const before = await owed();
    await changes();
    await follow();
    expect(before).toHaveLength(1);
    expect(await owed()).toEqual(before);
  });

  it('follow with every address that was confirmed, and with no other spelling of it', async () => {
    const [guest, own, spelled] = [
      await hub.publishedSession(),
      await hub.publishedSession(),
      await hub.publishedSession(),
    ];
    const later = `later.${number}@nhs.net`;
    await hub.booked(aBooking(guest, later));
    await hub.booked(aBooking(own, address));
    const other = address.replace('@', '+other@');
    await hub.booked(aBooking(spelled, other));
    const moved = await hub.movesTo(later, me);
    await changes(married, moved);
    expect(await follow()).toBe(2);
    expect(await nameAt(guest, later)).toBe(married.name);
    expect(await nameAt(own)).toBe(married.name);
    expect(await nameAt(spelled, other)).toBe("Siobhán O'Brien");
  });

  it('of somebody without an account are left as they are', async () => {
    const sessionId = await hub.publishedSession();
    const guest = `guest.${number}@nhs.net`;
    await hub.booked(aBooking(sessionId, guest));
    await hub.booked(
      aBooking(await hub.publishedSession(), guest, { person: { ...aBooking('', guest).person, ...married } }),
    );
    expect(await follow(guest)).toBe(0);
    expect(await hub.followUp({ kind: 'follow-profile', personId: '01JH0000000000000000000001' })).toBe(0);
    expect(await nameAt(sessionId, guest)).toBe("Siobhán O'Brien");
  });

  it('come to the same however many changes are told, and in which order', async () => {
    const sessionId = await hub.publishedSession();
    await hub.booked(aBooking(sessionId, address));
    await changes({ name: 'First Name' });
    await changes({ name: 'Second Name' });
    expect([await follow(), await follow()]).toEqual([1, 0]);
    expect(await nameAt(sessionId)).toBe('Second Name');
  });

  it('come to the newest profile, where an older one was read and is written late', async () => {
    const sessionId = await hub.publishedSession();
    await hub.booked(aBooking(sessionId, address));
    await changes({ name: 'Read First' });
    const made = await followWhereBefore(async () => {
      await changes({ name: 'Told Since' });
      expect(await follow()).toBe(1);
    });
    expect(made).toBe(0);
    expect(await nameAt(sessionId)).toBe('Told Since');
  });

  it('are left alone where they are cancelled between reading and writing, though the place is booked again', async () => {
    const sessionId = await hub.publishedSession();
    const bookingId = await hub.booked(aBooking(sessionId, address));
    await changes();
    const made = await followWhereBefore(async () => {
      await cancel(bookingId);
      await hub.booked(
        aBooking(sessionId, address, { person: { ...aBooking('', address).person, name: 'Typed Since' } }),
      );
    });
    expect(made).toBe(0);
    const { bookings } = await hub.standing(sessionId);
    expect(bookings.map(({ status, name }) => [status, name])).toEqual([
      ['cancelled', "Siobhán O'Brien"],
      ['confirmed', 'Typed Since'],
    ]);
    expect(await holderAt(sessionId)).toBe('Typed Since');
  });

  it.each([
    ['is over', async () => hub.time.advance(day + hour)],
    [
      'is cancelled',
      async (sessionId: string) => {
        const { session } = await hub.standing(sessionId);
        const body = { version: session.version, reason: 'The trainer is ill' };
        await hub.cancelSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
      },
    ],
  ])('are left alone where their session %s between reading and writing', async (_what, happens) => {
    const sessionId = await shortSession(day);
    await hub.booked(aBooking(sessionId, address));
    await changes();
    expect(await followWhereBefore(() => happens(sessionId))).toBe(0);
    expect(await nameAt(sessionId)).toBe("Siobhán O'Brien");
    await hub.followUp({ kind: 'tell-attendees', sessionId });
  });

  it.each([
    ['booking', (bookingId: string) => keys.booking(bookingId)],
    ['attendee', (_: string, sessionId: string) => keys.attendee(sessionId, address)],
    ['session', (_: string, sessionId: string) => keys.session(sessionId)],
  ])('follow though the %s of one of them cannot be read, which comes again until it can', async (_kind, keyOf) => {
    const [readable, spoilt] = [await hub.publishedSession(), await hub.publishedSession()];
    await hub.booked(aBooking(readable, address));
    const bookingId = await hub.booked(aBooking(spoilt, address));
    const write = (v: number) =>
      hub.document.send(
        new UpdateCommand({
          TableName: 'records',
          Key: keyOf(bookingId, spoilt),
          UpdateExpression: 'SET v = :v',
          ExpressionAttributeValues: { ':v': v },
        }),
      );
    await write(99);
    await changes();
    await expect(follow()).rejects.toThrow('1 bookings could not be read');
    expect(await nameAt(readable)).toBe(married.name);
    await write(1);
    expect(await follow()).toBe(1);
    expect(await nameAt(spoilt)).toBe(married.name);
  });

  it('are not even read where they are long over', async () => {
    const bookingId = await hub.booked(aBooking(await shortSession(day), address));
    const write = (jobRole: string) =>
      hub.document.send(
        new UpdateCommand({
          TableName: 'records',
          Key: keys.booking(bookingId),
          UpdateExpression: 'SET jobRole = :role',
          ExpressionAttributeValues: { ':role': jobRole },
        }),
      );
    await write('of another year');
    hub.time.advance(10 * day);
    await changes();
    expect(await follow()).toBe(0);
    await write('practice-nurse');
  });

  it('follow by the hundred, and go on where the work was broken off', async () => {
    const sessions: string[] = [];
    for (let each = 0; each < 104; each += 1) {
      const sessionId = await hub.publishedSession();
      sessions.push(sessionId);
      const { person } = aBooking(sessionId, address);
      await hub.bookForPerson({ ...hub.nothing, path: { sessionId }, body: { person } }, hub.asStaff());
    }
    await changes();
    let written = 0;
    const following: ProfileFollowing = {
      ...hub.following,
      follow(...args) {
        written += 1;
        if (written > 30) throw new Error('stopped');
        return hub.following.follow(...args);
      },
    };
    const personId = await personIdOf(address);
    await expect(createFollowProfile({ ...hub, following })(personId, workOf())).rejects.toThrow('stopped');
    expect(await follow()).toBe(104 - 30);
    for (const sessionId of sessions) expect(await nameAt(sessionId)).toBe(married.name);
  });

  it('and what is stored agrees with itself after all of this', async () => {
    const stored = await readStored(hub.document, 'records');
    const sessions = new Set(stored.flatMap((item) => (item.type === 'places' ? [item.sessionId] : [])));
    expect(sessions.size).toBeGreaterThan(5);
    expect(hub.unreadable.length).toBeGreaterThan(0);
    for (const sessionId of sessions) expectConsistent(stored, sessionId);
  });
});
