import { endOfWeek, type ListedSession, listingWeek } from '#domain/bookings/listing.ts';
import type { Clock } from '#platform/clock.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import type { Work } from '#platform/work.ts';
import { placesOnly } from '#privacy/views.ts';
import { eachOnce } from '../engine/listing.ts';
import type { RecordsFor } from '../engine/records.ts';
import { listingWeekOf, lists } from '../keys.ts';
import { createUnpacking } from './packed-listing.ts';
import { ListingWeekView } from './views.ts';

const WeekPlaces = placesOnly('pk', 'sk', 'owedsk');

interface Step {
  /** In the order of their starts, each once; none where not all of these weeks are there to be read. */
  readonly listed: readonly ListedSession[] | undefined;
  /** The last of these weeks, where others follow. */
  readonly goesOnAfter?: string | undefined;
}

interface Known {
  readonly version: number;
  readonly sessions: readonly ListedSession[] | undefined;
}
const notReadable = { sessions: undefined };

/** No record's version. */
const notTold = 0;

/** Who goes on is not content with little. */
const leastWeeksLater = 16;

/** Reads weeks of the listing, and keeps them: which of them have changed since, an index tells at next to no cost. */
export function createListedWeeks(deps: {
  readonly records: RecordsFor<never>;
  readonly clock: Clock;
  readonly log: Log;
  readonly counter: Counter;
}) {
  const { records, clock } = deps;
  const unpack = createUnpacking(deps);
  const known = new Map<string, Known>();

  function forgetPast(): void {
    const thisWeek = listingWeek(clock().toISOString());
    for (const week of known.keys()) if (week < thisWeek) known.delete(week);
  }

  /** Each in its latest version: while one is written anew, its former place in the index may be told, too. */
  async function indexed(from: string, to: string | undefined, limit: number, work: Work) {
    const range = { from, ...(to !== undefined && { to: `${to}~` }), limit };
    const { items, nextCursor } = await records.list(WeekPlaces, lists.listingWeeks, range, work);
    const versions = new Map<string, number>();
    for (const { owedsk } of items) {
      const { week, version } = listingWeekOf(owedsk);
      versions.set(week, Math.max(version, versions.get(week) ?? 0));
    }
    const last = nextCursor === undefined ? to : [...versions.keys()].at(-1);
    // Or neither of its places is: it is looked for where it stands.
    for (const week of known.keys())
      if (week >= from && (last === undefined || week <= last) && !versions.has(week)) versions.set(week, notTold);
    return { versions, goesOnAfter: nextCursor === undefined ? undefined : last };
  }

  /**
   * One query reads all from the first of these to the last: a page is to take few calls, and what lies between them packs well. What is
   * known is replaced once it is read: others show it meanwhile.
   */
  async function read(changed: readonly string[], work: Work): Promise<void> {
    const [from, to] = [changed.at(0), changed.at(-1)];
    if (from === undefined || to === undefined) return;
    const found = new Map<string, Known>();
    for await (const stored of records.walk(ListingWeekView, lists.listing, { from, to }, work))
      for (const each of stored) found.set(each.week, { version: each.version, sessions: unpack(each) });
    forgetPast();
    for (const week of changed) known.delete(week);
    for (const [week, each] of found) known.set(week, each);
  }

  async function step(from: string, to: string | undefined, limit: number, work: Work): Promise<Step> {
    const { versions, goesOnAfter } = await indexed(from, to, limit, work);
    const weeks = [...versions.keys()].sort();
    const changed = weeks.filter((week) => known.get(week)?.version !== versions.get(week));
    await read(changed, work);
    // One that the index tells is there, though it cannot be read, or not yet; one that it does not tell may be gone.
    const all = weeks.flatMap((week) => known.get(week) ?? (versions.get(week) === notTold ? [] : notReadable));
    const isWhole = all.every(({ sessions }) => sessions !== undefined);
    return { listed: isWhole ? all.flatMap(({ sessions }) => sessions ?? []) : undefined, goesOnAfter };
  }

  /**
   * The weeks of a range that have sessions: so many, then sixteen or twice as many, and so on.
   *
   * @param of.from - a week, as {@link listingWeek} names it; and `to`
   */
  return async function* stepsFrom(
    of: { readonly from: string; readonly to?: string; readonly firstWeeks: number },
    work: Work,
  ): AsyncGenerator<Step, void, undefined> {
    // One that moves to another week is for a moment in both.
    const isNew = eachOnce<ListedSession>(({ session }) => session.sessionId);
    let [from, limit]: [string | undefined, number] = [of.from, of.firstWeeks];
    while (from !== undefined) {
      const { listed, goesOnAfter } = await step(from, of.to, limit, work);
      yield { listed: listed?.filter(isNew), goesOnAfter };
      from = goesOnAfter && listingWeek(endOfWeek(goesOnAfter));
      limit = Math.max(leastWeeksLater, limit * 2);
    }
  };
}
