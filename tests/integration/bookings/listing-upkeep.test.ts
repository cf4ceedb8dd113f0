import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listingWeek } from '#domain/bookings/listing.ts';
import { createListing } from '#records/bookings/listing.ts';
import { createListingUpkeep } from '#records/bookings/listing-upkeep.ts';
import { ListingView, ListingWeekView } from '#records/bookings/views.ts';
import { keys } from '#records/keys.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, hour, type TestHub, workOf } from '../../support/hub.ts';
import { createListingLine } from '../../support/listing.ts';

let engine: RunningEngine;
let hub: TestHub;
let line: ReturnType<typeof createListingLine>;

const inDays = (days: number) => {
  const startsAt = new Date(hub.time.clock().getTime() + days * day).toISOString();
  return { startsAt, endsAt: new Date(Date.parse(startsAt) + hour).toISOString() };
};
const freshListing = () => createListing({ ...hub, clock: hub.time.clock });
const listed = async (listing = freshListing()) => (await listing.listUpcoming({ limit: 100 }, workOf())).items;
const titles = async (listing = freshListing()) => (await listed(listing)).map(({ session }) => session.title);
const findWeek = (startsAt: string) =>
  hub.records.find(ListingWeekView, keys.listingWeek(listingWeek(startsAt)), workOf());

/** Keeps the listing by sessions that are read otherwise than they stand. */
const upkeepWith = (sessions: Partial<Pick<TestHub['sessions'], 'findMany' | 'walkListed'>>) =>
  createListingUpkeep({
    ...hub,
    clock: hub.time.clock,
    random: Math.random,
    sessions: { ...hub.sessions, ...sessions },
  });

/** Nobody is told of it. */
async function change(sessionId: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const { session } = await hub.standing(sessionId);
  const body = { ...changes, version: session.version };
  await hub.changeSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
}

async function breakWeek(startsAt: string, how: Readonly<Record<string, unknown>>): Promise<void> {
  const Key = { ...keys.listingWeek(listingWeek(startsAt)) };
  const { Item } = await hub.document.send(new GetCommand({ TableName: 'records', Key }));
  await hub.document.send(new PutCommand({ TableName: 'records', Item: { ...Item, ...how } }));
}

describe('how what anybody may see is kept in step', () => {
  let [first, second]: [string, string] = ['', ''];

  beforeAll(async () => {
    engine = await startEngine(undefined, { stream: false });
    hub = createTestHub(engine.client);
    line = createListingLine(hub);
    [first, second] = [
      await hub.publishedSession({ title: 'First', ...inDays(2) }),
      await hub.publishedSession({ title: 'Second', ...inDays(16) }),
    ];
    await line.touched(first);
  });
  beforeEach(async () => {
    // Whatever came before.
    await line.touched(first);
    await line.tended();
  });
  afterAll(() => engine.stop());

  it.each([{ v: 99 }, { version: 'none' }])(
    'leaves nothing out where the record of a week cannot be read (%j), and makes it anew with the next change',
    async (broken) => {
      const warm = freshListing();
      const before = await titles(warm);
      const { startsAt } = await line.startOf(second);
      hub.time.advance(1000);
      await breakWeek(startsAt, broken);
      expect(await titles()).toEqual(before);
      expect(await titles(warm)).toEqual(before);
      const title = `Second, after ${JSON.stringify(broken)}`;
      await change(second, { title });
      await line.touched(second);
      const unreadable = hub.unreadable.length;
      expect(await findWeek(startsAt)).toBeDefined();
      for (const listing of [freshListing(), warm]) expect(await titles(listing)).toContain(title);
      expect(hub.unreadable).toHaveLength(unreadable);
    },
  );

  it('makes a week that cannot be read anew when the clock comes by', async () => {
    const { startsAt } = await line.startOf(first);
    await breakWeek(startsAt, { v: 99 });
    await line.tended();
    expect(await findWeek(startsAt)).toBeDefined();
  });

  it('is told of none of a week that is too large to be listed, which is shown of its sessions', async () => {
    await breakWeek((await line.startOf(first)).startsAt, { packed: undefined });
    await hub.tended();
    expect(hub.toldOfListing).toEqual([]);
    expect(await titles()).toContain('First');
  });

  it('lists a session that has moved, of which nobody was told, where it has come when the clock comes by', async () => {
    const sessionId = await hub.publishedSession({ title: 'Moves', ...inDays(3) });
    await line.touched(sessionId);
    const moved = inDays(60);
    await change(sessionId, moved);
    await hub.tended();
    // To where it has come first, since there it is missing.
    expect(hub.toldOfListing.map(({ group }) => group)).toEqual([listingWeek(moved.startsAt)]);
    await line.carryOut(hub.toldOfListing.map(({ body }) => body));
    const found = (await listed()).filter(({ session }) => session.sessionId === sessionId);
    expect(found.map(({ session }) => session.startsAt)).toEqual([moved.startsAt]);
  });

  it('takes a session that is cancelled, of which nobody was told, off the list when the clock comes by', async () => {
    const sessionId = await hub.publishedSession({ title: 'Cancelled', ...inDays(4) });
    await line.touched(sessionId);
    const body = { reason: 'Too few people', version: undefined };
    await hub.cancelSession({ ...hub.nothing, path: { sessionId }, body }, hub.asStaff());
    expect(await titles()).toContain('Cancelled');
    await line.tended();
    expect(await titles()).not.toContain('Cancelled');
  });

  it('writes nothing of a session as it was, whoever had read that before it changed back', async () => {
    const startsAt = inDays(30);
    const sessionId = await hub.publishedSession({ title: 'Changes back', capacity: 5, ...startsAt });
    await line.touched(sessionId);
    const bookingId = await hub.booked(aBooking(sessionId, 'back@nhs.net'));
    const [hasRead, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let isFirst = true;
    const slow = upkeepWith({
      async findMany(ids, work) {
        const found = await hub.sessions.findMany(ids, work);
        if (!isFirst) return found;
        isFirst = false;
        hasRead.resolve();
        await mayGoOn.promise;
        return found;
      },
    });
    const told = [[{ sessionId, weeks: [listingWeek(startsAt.startsAt)] }]];
    const late = line.carryOut(told, slow);
    await hasRead.promise;
    await hub.cancel(bookingId, await hub.linkTo(bookingId));
    await line.carryOut(told);
    mayGoOn.resolve();
    await late;
    const found = (await listed()).find(({ session }) => session.sessionId === sessionId);
    expect(found?.places.taken).toBe(0);
  });

  it('does each week by itself: what goes wrong with one is told once the others are done', async () => {
    const untold = await hub.publishedSession({ title: 'In another week', ...inDays(37) });
    const [here, there] = [listingWeek(inDays(2).startsAt), listingWeek(inDays(37).startsAt)];
    const upkeep = upkeepWith({
      async findMany(ids, work) {
        if (ids.includes(first)) throw new Error('cannot be read');
        return hub.sessions.findMany(ids, work);
      },
    });
    const changes = [
      { sessionId: first, weeks: [here] },
      { sessionId: untold, weeks: [there] },
    ];
    await expect(upkeep.renew(changes, workOf())).rejects.toThrow('cannot be read');
    expect(await titles()).toContain('In another week');
  });

  it('lists at once where it is now what has moved once more since the move that is told of', async () => {
    const moved = await hub.publishedSession({ title: 'Moved twice', ...inDays(9) });
    await line.touched(moved);
    const [before, between] = [await line.startOf(moved), { sessionId: moved, ...inDays(23) }];
    await change(moved, inDays(37));
    await line.renew([before, between]);
    expect(await titles()).toContain('Moved twice');
  });

  it('leaves where it was what cannot be listed where it is now, and lists what else has changed there', async () => {
    const moved = await hub.publishedSession({ title: 'Moved', ...inDays(51) });
    const other = await hub.publishedSession({ title: 'Stays', ...inDays(51) });
    const before = await line.startOf(moved);
    await line.renew([before, before]);
    const now = { sessionId: moved, ...inDays(65) };
    await change(moved, inDays(65));
    const upkeep = upkeepWith({
      async findMany(ids, work) {
        if (ids.length === 1) throw new Error('cannot be read');
        return hub.sessions.findMany(ids, work);
      },
    });
    const weeks = [now, before].map(({ startsAt }) => listingWeek(startsAt));
    const changes = [
      { sessionId: moved, weeks },
      { sessionId: other, weeks: weeks.slice(1) },
    ];
    await expect(upkeep.renew(changes, workOf())).rejects.toThrow('cannot be read');
    expect(await titles()).toEqual(expect.arrayContaining(['Moved', 'Stays']));

    await line.renew([before, now]);
    const [shown] = (await listed()).filter(({ session }) => session.sessionId === moved);
    expect(shown?.session.startsAt).toBe(now.startsAt);
  });

  it('lists what comes, moves, is changed or goes while all is listed anew, before it is said that the listing is kept', async () => {
    const [moving, changing, going] = [
      await hub.publishedSession({ title: 'Moving', ...inDays(10) }),
      await hub.publishedSession({ title: 'Before', ...inDays(10) }),
      await hub.publishedSession({ title: 'Going', ...inDays(17) }),
    ];
    for (const sessionId of [moving, changing, going]) await line.touched(sessionId);
    const moved = inDays(24);
    hub.time.advance(hour);
    let walks = 0;
    const upkeep = upkeepWith({
      async *walkListed(range, work) {
        walks += 1;
        if (walks === 2) {
          await change(moving, moved);
          await change(changing, { title: 'After' });
          await hub.cancelSession(
            { ...hub.nothing, path: { sessionId: going }, body: { reason: 'Too few people', version: undefined } },
            hub.asStaff(),
          );
          await hub.publishedSession({ title: 'Coming meanwhile', ...inDays(11) });
        }
        yield* hub.sessions.walkListed(range, work);
      },
    });
    await upkeep.begin(workOf());
    expect(walks).toBe(3);
    const shown = new Map((await listed()).map(({ session }) => [session.title, session.startsAt]));
    expect([...shown.keys()]).toEqual(expect.arrayContaining(['Moving', 'After', 'Coming meanwhile']));
    expect(shown.get('Moving')).toBe(moved.startsAt);
    for (const title of ['Before', 'Going']) expect(shown.has(title), title).toBe(false);
  });

  it('is kept in the end, though sessions change without end', async () => {
    hub.time.advance(hour);
    const upkeep = upkeepWith({
      async *walkListed(range, work) {
        await change(first, { title: `First, at ${performance.now()}` });
        yield* hub.sessions.walkListed(range, work);
      },
    });
    await upkeep.begin(workOf());
    expect(await hub.records.find(ListingView, keys.listing(), workOf())).toMatchObject({
      keptAt: hub.time.clock().toISOString(),
    });
  });

  it('does not say that the listing is kept where it was not, but has it made anew, though nothing else has changed', async () => {
    const before = await hub.records.find(ListingView, keys.listing(), workOf());
    hub.time.advance(hour);
    const untold = await hub.publishedSession({ title: 'Not told of', ...inDays(5) });
    await hub.tended();
    expect(hub.toldOfListing).toHaveLength(1);
    expect(await hub.records.find(ListingView, keys.listing(), workOf())).toEqual(before);

    await line.carryOut(hub.toldOfListing.splice(0).map(({ body }) => body));
    expect(await hub.records.find(ListingView, keys.listing(), workOf())).not.toEqual(before);
    expect((await listed()).map(({ session }) => session.sessionId)).toContain(untold);
  });

  it('does not say that the listing is kept where another version of this software has just begun its own', async () => {
    const Key = { ...keys.listing() };
    const { Item } = await hub.document.send(new GetCommand({ TableName: 'records', Key }));
    await hub.publishedSession({ title: 'Not told of either', ...inDays(5) });
    hub.time.advance(hour / 12);
    const range = { to: inDays(7).startsAt };
    const found = [...(await hub.sessions.findMany([first], workOf())).values()];
    await hub.listingNet.mend(
      [{ range, found }],
      async () => {
        await hub.document.send(new PutCommand({ TableName: 'records', Item: { ...Item, shape: 99 } }));
        return new Set();
      },
      workOf(),
    );
    const { Item: after } = await hub.document.send(new GetCommand({ TableName: 'records', Key }));
    expect(after).toEqual({ ...Item, shape: 99 });
    await hub.document.send(new PutCommand({ TableName: 'records', Item }));
  });

  it('does not say that the listing is kept where the queue has not taken all that differs', async () => {
    const before = await hub.records.find(ListingView, keys.listing(), workOf());
    hub.time.advance(hour / 12);
    await hub.listingNet.mend([{ range: { to: inDays(7).startsAt }, found: [] }], async () => new Set([0]), workOf());
    expect(await hub.records.find(ListingView, keys.listing(), workOf())).toEqual(before);
  });
});
