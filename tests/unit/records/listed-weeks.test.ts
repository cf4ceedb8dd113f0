import { describe, expect, it } from 'vitest';
import type { ListedSession } from '#domain/bookings/listing.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import { createListing } from '#records/bookings/listing.ts';
import { pack } from '#records/bookings/packed-listing.ts';
import { inListingWeeks, type List, listingShape, lists } from '#records/keys.ts';
import { aSession, workOf } from '../../support/hub.ts';

const now = new Date('2027-01-04T09:00:00.000Z');
const monday = (week: number): string => addDays(new Date('2027-01-04T00:00:00.000Z'), 7 * week).toISOString();
const nameOf = (week: number): string => monday(week).slice(0, 10);

function listed(week: number, n: number, title: string): ListedSession {
  const startsAt = addDays(new Date('2027-01-05T10:00:00.000Z'), 7 * week).toISOString();
  const sessionId = `01J${String(week).padStart(5, '0')}${String(n).padStart(18, '0')}`;
  const session = { ...aSession(now), sessionId, title, startsAt, endsAt: startsAt, status: 'published', sequence: 0 };
  return {
    session: { ...session, cancellationPolicy: null } as never,
    places: { capacity: 30, taken: 0, waitlisted: 0, hasWaitingList: true },
  };
}

/** The listing of so many weeks, as its records and their index tell it; what is asked of them is kept. */
function aListing(weekCount: number, inEach = 1) {
  const weeks = new Map<number, { version: number; packed: Uint8Array | undefined }>();
  const write = (week: number, title: string) =>
    weeks.set(week, {
      version: (weeks.get(week)?.version ?? 0) + 1,
      packed: pack(Array.from({ length: inEach }, (_, n) => listed(week, n, title))),
    });
  for (let week = 0; week < weekCount; week += 1) write(week, 'As it was');

  const asked: string[] = [];
  /** What the index tells besides, or does not; of which weeks nothing is found where they should be; what happens meanwhile. */
  const odd = {
    alsoIndexed: [] as string[],
    notIndexed: new Set<number>(),
    notThere: new Set<number>(),
    whileReading: async (): Promise<void> => undefined,
  };
  const within = (name: string, { from = '', to = '~' }: { from?: string; to?: string }) => name >= from && name <= to;
  const records = {
    find: async () => ({ shape: listingShape, keptAt: now.toISOString() }),
    async list(_view: unknown, of: List, range: { from: string; to?: string; limit: number }) {
      asked.push('index');
      expect(of).toBe(lists.listingWeeks);
      const told = [...weeks].filter(([week]) => !odd.notIndexed.has(week));
      const all = [
        ...told.map(([week, { version }]) => inListingWeeks(nameOf(week), version).owedsk),
        ...odd.alsoIndexed,
      ];
      const owedsks = all.filter((owedsk) => within(owedsk, range)).sort();
      const items = owedsks.slice(0, range.limit).map((owedsk) => ({ owedsk }));
      return { items, ...(owedsks.length > range.limit && { nextCursor: 'more' }) };
    },
    async *walk(_view: unknown, of: List, range: { from: string; to: string }) {
      asked.push(`${range.from} to ${range.to}`);
      expect(of).toBe(lists.listing);
      const found = [...weeks]
        .filter(([week]) => within(nameOf(week), range) && !odd.notThere.has(week))
        .map(([week, record]) => ({ week: nameOf(week), ...record }));
      await odd.whileReading();
      yield found;
    },
  };
  const fromThemselves = { items: [], nextCursor: 'of the sessions themselves' };
  const listing = createListing({
    records: records as never,
    clock: () => now,
    log: { event: () => undefined, begin: () => undefined },
    counter: { count: () => undefined, flush: () => undefined },
    sessions: { listUpcoming: async () => fromThemselves, walkListed: async function* () {} },
  });
  return {
    write,
    odd,
    fromThemselves,
    /** What one page has, and what was asked of the records for it. */
    async page(limit = 100, cursor?: string, isWanted?: () => boolean) {
      asked.length = 0;
      const page = await listing.listUpcoming({ limit, cursor }, workOf(), isWanted);
      return { ...page, titles: page.items.map(({ session }) => session.title), asked: [...asked] };
    },
  };
}

const run = (from: number, to = from) => `${nameOf(from)} to ${nameOf(to)}`;

describe('weeks of the listing', () => {
  it('are read where they have changed: from the first to the last, in one call of each step', async () => {
    const { write, page } = aListing(20);
    expect((await page()).asked).toEqual(['index', run(0, 7), 'index', run(8, 19)]);
    expect((await page()).asked).toEqual(['index', 'index']);
    for (const week of [1, 5, 8, 10, 19]) write(week, 'Changed');
    const { asked, titles } = await page();
    expect(asked).toEqual(['index', run(1, 5), 'index', run(8, 19)]);
    expect(titles.filter((title) => title === 'Changed')).toHaveLength(5);
    write(3, 'Changed');
    expect((await page()).asked).toEqual(['index', run(3), 'index']);
  });

  it('are few at first where few sessions are asked for', async () => {
    const { page } = aListing(60);
    expect((await page(1)).asked).toEqual(['index', run(0, 1)]);
  });

  it('are looked at 56 at most for one page, however little of them is wanted, and the next goes on from there', async () => {
    const { page } = aListing(70);
    const first = await page(100, undefined, () => false);
    expect(first.asked).toEqual(['index', run(0, 7), 'index', run(8, 23), 'index', run(24, 55)]);
    const second = await page(100, first.nextCursor);
    expect(second.titles).toHaveLength(14);
  });

  it('are looked at no further once that was 2,000 sessions', async () => {
    const { page } = aListing(20, 250);
    const first = await page(100, undefined, () => false);
    expect(first.asked).toEqual(['index', run(0, 7)]);
    expect(first.nextCursor).toBeDefined();
  });

  it('are not all there where the index tells of one that is not found: then the sessions themselves are read', async () => {
    const { odd, page, write, fromThemselves } = aListing(3);
    odd.notThere.add(1);
    expect(await page()).toMatchObject(fromThemselves);
    odd.notThere.clear();
    expect((await page()).titles).toHaveLength(3);
    write(2, 'Changed');
    odd.notThere.add(2);
    expect(await page()).toMatchObject(fromThemselves);
  });

  it('are looked for where they stand where the index tells a known one at neither of its places', async () => {
    const { odd, page, write } = aListing(3);
    await page();
    write(1, 'Changed');
    odd.notIndexed.add(1);
    expect((await page()).titles).toEqual(['As it was', 'Changed', 'As it was']);
    odd.notThere.add(1);
    expect((await page()).titles).toEqual(['As it was', 'As it was']);
  });

  it('are not read again where the index tells one at its former place, too', async () => {
    const { odd, page, write } = aListing(3);
    for (let version = 2; version <= 10; version += 1) write(1, 'Changed');
    await page();
    // By its text, the ninth comes after the tenth.
    odd.alsoIndexed.push(inListingWeeks(nameOf(1), 9).owedsk);
    expect((await page()).asked).toEqual(['index']);
  });

  it('are there for everybody else while one reads them', async () => {
    const { odd, page, write } = aListing(3);
    await page();
    write(1, 'Changed');
    const [isReading, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    odd.whileReading = async () => {
      isReading.resolve();
      await mayGoOn.promise;
    };
    const first = page();
    await isReading.promise;
    odd.whileReading = async () => undefined;
    odd.notIndexed.add(1);
    expect((await page()).titles).toEqual(['As it was', 'Changed', 'As it was']);
    mayGoOn.resolve();
    expect((await first).titles).toEqual(['As it was', 'Changed', 'As it was']);
  });
});
