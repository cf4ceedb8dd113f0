import { randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ListedSession, listingWeek } from '#domain/bookings/listing.ts';
import { wireForListing } from '#functions/bookings/wiring/for-listing.ts';
import { CursorNotValidError } from '#platform/errors.ts';
import { createListing, type Listing } from '#records/bookings/listing.ts';
import { createUnpacking } from '#records/bookings/packed-listing.ts';
import { ListingView, ListingWeekView } from '#records/bookings/views.ts';
import type { PageRequest } from '#records/engine/reading.ts';
import { keys, listingWeekOf } from '#records/keys.ts';
import { countCalls, type Tally } from '../../../bench/tally.ts';
import { root } from '../../support/deployment.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, hour, type TestHub, workOf } from '../../support/hub.ts';
import { createListingLine } from '../../support/listing.ts';
import { isLong } from '../../support/long.ts';

const sessionCount = 100;
let engine: RunningEngine;
let hub: TestHub;
let tally: Tally;
let line: ReturnType<typeof createListingLine>;
beforeAll(async () => {
  engine = await startEngine(undefined, { stream: false });
  hub = createTestHub(engine.client);
  line = createListingLine(hub);
  tally = countCalls(engine.client);
});
afterAll(() => engine.stop());

const inDays = (days: number, hours = 0): string =>
  new Date(hub.time.clock().getTime() + days * day + hours * hour).toISOString();
const lasting = (startsAt: string) => ({ startsAt, endsAt: new Date(Date.parse(startsAt) + hour).toISOString() });

/** Of what people write, no two sentences are the same, and so none packs as well as what a test makes up. */
const prose = globSync('docs/adr/0*.md', { cwd: root })
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join(' ')
  .replaceAll(/[^\p{L}\d,.;:’']+/gu, ' ');
const charactersEach = 400;
const english = (n: number): string => prose.slice(n * charactersEach, (n + 1) * charactersEach).trim();

/** As a function that has just started reads it. */
const freshListing = (): Listing => createListing({ ...hub, clock: hub.time.clock });

async function wholeOf(list: (page: PageRequest) => ReturnType<Listing['listUpcoming']>, limit = 20) {
  const items: ListedSession[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit, cursor });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}

const shown = (items: readonly ListedSession[]) =>
  items.map(({ session: { sessionId, startsAt }, places: { taken } }) => `${startsAt} ${sessionId} ${taken}`);

const costOf = async (act: () => Promise<unknown>) => {
  const before = { ...tally };
  await act();
  return { calls: tally.calls - before.calls, readUnits: tally.readUnits - before.readUnits };
};

describe('what anybody may see of sessions', () => {
  let sessionIds: string[];

  beforeAll(async () => {
    sessionIds = [];
    for (let n = 0; n < sessionCount; n += 1) {
      const title = n % 7 === 0 ? `Wound care ${n}` : `Asthma reviews ${n}`;
      const said = { title, description: english(n) };
      sessionIds.push(await hub.publishedSession({ ...said, ...lasting(inDays(1 + ((n * 17) % 90), n % 5)) }));
    }
  });

  it('is read of the sessions themselves, as long as it was never written', async () => {
    expect(await wholeOf((page) => freshListing().listUpcoming(page, workOf()))).toHaveLength(sessionCount);
  });

  describe('once it was', () => {
    beforeAll(async () => {
      await line.touched(String(sessionIds[0]));
      expect(hub.unreadable).toEqual([]);
    });

    it('is what the sessions say, whatever is looked for, page by page', async () => {
      const bound = fc.option(fc.integer({ min: -2, max: 100 }), { nil: undefined });
      await fc.assert(
        fc.asyncProperty(
          bound,
          bound,
          fc.integer({ min: 1, max: 70 }),
          fc.boolean(),
          async (from, to, limit, wound) => {
            const range = {
              from: from === undefined ? undefined : inDays(from),
              to: to === undefined ? undefined : inDays(to, 1),
            };
            const isWanted = wound ? ({ title }: { title: string }) => title.startsWith('Wound') : undefined;
            const [theirs, listed] = await Promise.all(
              [hub.sessions, freshListing()].map((source) =>
                wholeOf((page) => source.listUpcoming({ ...page, ...range }, workOf(), isWanted), limit),
              ),
            );
            expect(shown(listed ?? [])).toEqual(shown(theirs ?? []));
          },
        ),
        { numRuns: isLong ? 300 : 30 },
      );
    });

    it('goes on where a page of the sessions themselves ended, and the other way round', async () => {
      const first = await hub.sessions.listUpcoming({ limit: 13 }, workOf());
      const second = await freshListing().listUpcoming({ limit: 13, cursor: first.nextCursor }, workOf());
      const third = await hub.sessions.listUpcoming({ limit: 100, cursor: second.nextCursor }, workOf());
      const all = await wholeOf((page) => hub.sessions.listUpcoming(page, workOf()));
      expect(shown([...first.items, ...second.items, ...third.items])).toEqual(shown(all));
    });

    it('takes no cursor that is none of this list', async () => {
      const cursor = Buffer.from(JSON.stringify(['soon', 'SESSION#1', 'SESSION'])).toString('base64url');
      await expect(freshListing().listUpcoming({ limit: 1, cursor }, workOf())).rejects.toThrow(CursorNotValidError);
    });

    it('says nothing that is for those with a place alone', async () => {
      const { startsAt } = await line.startOf(String(sessionIds[0]));
      const stored = await hub.records.find(ListingWeekView, keys.listingWeek(listingWeek(startsAt)), workOf());
      const listed = stored && createUnpacking(hub)(stored);
      expect(listed?.length).toBeGreaterThan(0);
      expect(JSON.stringify(listed)).not.toContain('webinars.example');
    });

    it('costs five read units for a hundred of 400 characters each at first, one while nothing has changed, and little more where something has', async () => {
      const listing = freshListing();
      // Where it is looked up whether there is one at all: once in the life of a function.
      await listing.listUpcoming({ limit: 1, from: inDays(900) }, workOf());
      const list = () => listing.listUpcoming({ limit: 100 }, workOf());
      expect((await costOf(list)).readUnits).toBeLessThanOrEqual(5);
      expect(await costOf(list)).toEqual({ calls: 2, readUnits: 1 });
      await line.touched(String(sessionIds[0]));
      expect((await costOf(list)).readUnits).toBeLessThanOrEqual(2);
    });

    it('follows a booking, a move to another week and a cancellation', async () => {
      const sessionId = await hub.publishedSession({ capacity: 2, ...lasting(inDays(20)) });
      const listing = freshListing();
      const found = async () =>
        (await wholeOf((page) => listing.listUpcoming(page, workOf()))).filter(
          (each) => each.session.sessionId === sessionId,
        );
      expect(await found()).toEqual([]);
      const before = await line.startOf(sessionId);
      await line.renew([before, before]);
      expect(await found()).toMatchObject([{ places: { capacity: 2, taken: 0 } }]);

      await hub.book(aBooking(sessionId, 'listed@nhs.net'));
      await line.renew([before, before]);
      expect(await found()).toMatchObject([{ places: { taken: 1 } }]);

      const moved = lasting(inDays(40));
      const { session } = await hub.standing(sessionId);
      const path = { sessionId };
      await hub.changeSession({ ...hub.nothing, path, body: { ...moved, version: session.version } }, hub.asStaff());
      await line.renew([before, { sessionId, startsAt: moved.startsAt }]);
      expect(await found()).toMatchObject([{ session: moved }]);

      const cancelled = { version: session.version + 1, reason: 'Too few people' };
      await hub.cancelSession({ ...hub.nothing, path, body: cancelled }, hub.asStaff());
      await line.renew([
        { sessionId, ...moved },
        { sessionId, ...moved },
      ]);
      expect(await found()).toEqual([]);
    });

    it('loses none of what many change of one week at once', async () => {
      const startsAt = inDays(120);
      const added = await Promise.all(Array.from({ length: 12 }, () => hub.publishedSession(lasting(startsAt))));
      await Promise.all(
        added.map((sessionId) =>
          line.renew([
            { sessionId, startsAt },
            { sessionId, startsAt },
          ]),
        ),
      );
      const listed = await wholeOf((page) => freshListing().listUpcoming({ ...page, from: startsAt }, workOf()));
      expect(listed.map(({ session }) => session.sessionId)).toEqual([...added].sort());
    });

    it('is the same however often, and in whatever order, it is told of changes', async () => {
      const sessionId = String(sessionIds[3]);
      const now = await line.startOf(sessionId);
      const list = () => wholeOf((page) => freshListing().listUpcoming(page, workOf()));
      const before = await list();
      const elsewhere = (days: number) => ({ sessionId, startsAt: inDays(days) });
      await line.renew([elsewhere(50), now], [now, now], [now, elsewhere(51)], [now, now]);
      expect(await list()).toEqual(before);
    });

    it('is read of the sessions themselves while another version of this software keeps its own, and then made anew', async () => {
      const Key = { ...keys.listing() };
      const { Item } = await hub.document.send(new GetCommand({ TableName: 'records', Key }));
      await hub.document.send(new PutCommand({ TableName: 'records', Item: { ...Item, shape: 99 } }));
      const [unlisted, cancelled] = [await hub.publishedSession(lasting(inDays(9))), String(sessionIds[5])];
      await hub.cancelSession(
        { ...hub.nothing, path: { sessionId: cancelled }, body: { reason: 'None', version: undefined } },
        hub.asStaff(),
      );
      const ids = async () =>
        (await wholeOf((page) => freshListing().listUpcoming(page, workOf()))).map(({ session }) => session.sessionId);
      expect(await ids()).toContain(unlisted);
      await line.touched(String(sessionIds[0]), wireForListing({ ...hub, clock: hub.time.clock }).upkeep);
      expect(await hub.records.find(ListingView, keys.listing(), workOf())).toMatchObject({ shape: 1 });
      expect(await ids()).toContain(unlisted);
      expect(await ids()).not.toContain(cancelled);
    });

    it('is read of the sessions themselves once nobody has kept it for a while, and then made anew', async () => {
      const [warm, fresh] = [freshListing(), freshListing];
      const idsIn = async (listing: Listing) =>
        (await wholeOf((page) => listing.listUpcoming(page, workOf()))).map(({ session }) => session.sessionId);
      // As long as the clock says so, it is kept.
      for (let minutes = 0; minutes < 30; minutes += 5) {
        await line.tended();
        hub.time.advance(hour / 12);
      }
      const unlisted = await hub.publishedSession(lasting(inDays(30)));
      for (const listing of [warm, fresh()]) expect(await idsIn(listing)).not.toContain(unlisted);
      // An older version of this software is deployed meanwhile.
      hub.time.advance(hour / 5);
      for (const listing of [warm, fresh()]) expect(await idsIn(listing)).toContain(unlisted);
      await line.tended();
      for (const listing of [warm, fresh()]) expect(await idsIn(listing)).toContain(unlisted);
      await line.touched(String(sessionIds[0]));
      expect(await hub.records.find(ListingView, keys.listing(), workOf())).toMatchObject({
        keptAt: hub.time.clock().toISOString(),
      });
      for (const listing of [warm, fresh()]) expect(await idsIn(listing)).toContain(unlisted);
    });

    it('is read of the sessions themselves where a week cannot be read, which is made anew', async () => {
      const sessionId = String(sessionIds[7]);
      const { startsAt } = await line.startOf(sessionId);
      const key = { ...keys.listingWeek(listingWeek(startsAt)) };
      const { Item } = await hub.document.send(new GetCommand({ TableName: 'records', Key: key }));
      const broken = { ...Item, packed: new Uint8Array([1, 2, 3]) };
      await hub.document.send(new PutCommand({ TableName: 'records', Item: broken }));
      const all = await wholeOf((page) => hub.sessions.listUpcoming(page, workOf()));
      const calendarOf = async (listing: Listing) => {
        const found: string[] = [];
        for await (const page of listing.walkUpcoming(workOf())) found.push(...page.map((each) => each.sessionId));
        return found;
      };
      const counted = hub.counted.RecordNotReadable ?? 0;
      expect(shown(await wholeOf((page) => freshListing().listUpcoming(page, workOf())))).toEqual(shown(all));
      expect(await calendarOf(freshListing())).toEqual(all.map(({ session }) => session.sessionId));
      expect(hub.counted.RecordNotReadable).toBeGreaterThan(counted);
      await line.touched(sessionId);
      const after = hub.counted.RecordNotReadable;
      expect(shown(await wholeOf((page) => freshListing().listUpcoming(page, workOf())))).toEqual(shown(all));
      expect(hub.counted.RecordNotReadable).toBe(after);
    });

    it('leaves a week out that is too large for a record, and keeps the others', async () => {
      const startsAt = inDays(200);
      const description = () => Buffer.from(randomBytes(2900)).toString('base64').slice(0, 3900);
      const many = await Promise.all(
        Array.from({ length: 130 }, () => hub.publishedSession({ ...lasting(startsAt), description: description() })),
      );
      const other = await hub.publishedSession(lasting(inDays(60)));
      const named = [...many.map((sessionId) => ({ sessionId, startsAt })), await line.startOf(other)];
      await line.renew(...named.map((each) => [each, each] as const));
      const listed = await wholeOf((page) => freshListing().listUpcoming({ ...page, from: inDays(59) }, workOf()), 100);
      expect(new Set(listed.map(({ session }) => session.sessionId)).size).toBe(listed.length);
      const ids = listed.map(({ session }) => session.sessionId);
      expect(ids).toEqual(expect.arrayContaining([other, ...many]));
    });

    it('tells no session twice, though its week is written anew between two steps', async () => {
      const far = await Promise.all(
        [130, 137, 144, 151, 158, 165, 172].map((days) => hub.publishedSession(lasting(inDays(days)))),
      );
      for (const sessionId of far) await line.touched(sessionId);
      let steps = 0;
      const records: typeof hub.records = {
        ...hub.records,
        async list(view, list, options, work) {
          const page = await hub.records.list(view, list, options, work);
          if (list.index === 'owed' && page.nextCursor !== undefined && steps === 0) {
            steps += 1;
            const week = listingWeekOf(String((page.items.at(-1) as { owedsk?: string }).owedsk)).week;
            const changed = (await wholeOf((asked) => hub.sessions.listUpcoming(asked, workOf()))).find(
              ({ session }) => listingWeek(session.startsAt) === week,
            );
            await hub.book(aBooking(String(changed?.session.sessionId), 'between@nhs.net'));
            await line.touched(String(changed?.session.sessionId));
          }
          return page as never; // Of whatever view it was asked.
        },
      };
      const listing = createListing({ ...hub, clock: hub.time.clock, records });
      const listed = await wholeOf((page) => listing.listUpcoming(page, workOf()), 100);
      expect(steps).toBe(1);
      expect(new Set(listed.map(({ session }) => session.sessionId)).size).toBe(listed.length);
      expect(listed).toHaveLength((await wholeOf((page) => hub.sessions.listUpcoming(page, workOf()))).length);
    });

    it('is put right by the clock where the stream has lost something', async () => {
      const [lost, wrong] = [
        await hub.publishedSession(lasting(inDays(3))),
        await hub.publishedSession(lasting(inDays(4))),
      ];
      await line.touched(wrong);
      await hub.book(aBooking(wrong, 'untold@nhs.net'));
      const listing = freshListing();
      const found = async () =>
        Object.fromEntries(
          (await wholeOf((page) => listing.listUpcoming(page, workOf())))
            .filter(({ session }) => session.sessionId === lost || session.sessionId === wrong)
            .map(({ session, places }) => [session.sessionId, places.taken]),
        );
      expect(await found()).toEqual({ [wrong]: 0 });
      await line.tended();
      expect(await found()).toEqual({ [lost]: 0, [wrong]: 1 });
      // And where nothing is wrong, it writes nothing but that it is kept.
      const writes = { ...tally };
      await line.tended();
      expect(tally.writeUnits).toBe(writes.writeUnits + 1);
    });

    it('ends by itself once its week is over', async () => {
      const { startsAt } = await line.startOf(String(sessionIds[0]));
      const Key = { ...keys.listingWeek(listingWeek(startsAt)) };
      const { Item } = await hub.document.send(new GetCommand({ TableName: 'records', Key }));
      expect(Item?.expiresAt).toBe(Date.parse(`${listingWeek(startsAt)}T00:00:00.000Z`) / 1000 + 8 * 86_400);
    });
  });
});
