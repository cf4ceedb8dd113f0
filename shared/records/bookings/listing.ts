import { endOfWeek, type ListedSession, listingWeek } from '#domain/bookings/listing.ts';
import { instant, latest } from '#domain/time/instant.ts';
import type { Clock } from '#platform/clock.ts';
import { CursorNotValidError } from '#platform/errors.ts';
import type { Work } from '#platform/work.ts';
import { placesOnly } from '#privacy/views.ts';
import { decodeCursor, encodeCursor } from '../engine/cursor.ts';
import type { Page, PageRequest, Range } from '../engine/reading.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, listingWeekOf, lists, sortKey } from '../keys.ts';
import { isKept } from './kept-listing.ts';
import { unpack } from './packed-listing.ts';
import type { SessionReads } from './session-reads.ts';
import { ListingView, ListingWeekView } from './views.ts';

/** What anybody may see of the sessions that have yet to start, soonest first: as it was a moment ago. */
export interface Listing {
  /** `range` narrows them by their start. */
  listUpcoming(
    page: PageRequest & Range,
    work: Work,
    isWanted?: (session: ListedSession['session']) => boolean,
  ): Promise<Page<ListedSession>>;
  walkUpcoming(work: Work): AsyncGenerator<ListedSession['session'][], void, undefined>;
}

const WeekPlaces = placesOnly('pk', 'sk', 'owedsk');

/**
 * One page looks at so many weeks that have sessions, then at twice as many, and so on, four times at most, however little of them is
 * wanted; its cursor leads on from there.
 */
const firstWeeks = 8;
const mostSteps = 4;

/** Where a page ended, as a cursor of the sessions themselves has it: either list goes on where the other left off. */
const cursorAt = (place: string, sessionId = '-'): string =>
  encodeCursor(lists.publishedSessions, { gsi1sk: place, ...keys.session(sessionId) });
/** @throws CursorNotValidError */
function placeIn(cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const { gsi1sk = '' } = decodeCursor(lists.publishedSessions, cursor);
  if (!instant.safeParse(startIn(gsi1sk)).success) throw new CursorNotValidError('The cursor is not one of this list');
  return gsi1sk;
}
const startIn = (place: string): string => place.slice(0, 'YYYY-MM-DDTHH:mm:ss.sssZ'.length);

export function createListing({
  records,
  clock,
  sessions,
}: {
  readonly records: RecordsFor<never>;
  readonly clock: Clock;
  /** Looked at themselves as long as not all of them are listed. */
  readonly sessions: Pick<SessionReads, 'listUpcoming' | 'walkListed'>;
}): Listing {
  let kept = false;
  async function isKeptNow(work: Work): Promise<boolean> {
    kept ||= isKept(await records.find(ListingView, keys.listing(), work), clock());
    return kept;
  }

  /** As they were last read: which of them have changed since, an index tells at next to no cost. */
  const known = new Map<string, { readonly version: number; readonly sessions: readonly ListedSession[] }>();
  function forgetPast(): void {
    const thisWeek = listingWeek(clock().toISOString());
    for (const week of known.keys()) if (week < thisWeek) known.delete(week);
  }

  /** Some weeks that have sessions, in order, and whether more follow. */
  async function someWeeks(page: PageRequest & Range, work: Work) {
    const { items, nextCursor } = await records.list(WeekPlaces, lists.listingWeeks, page, work);
    const weeks = items.map(({ owedsk }) => listingWeekOf(owedsk));
    const changed = weeks.filter(({ week, version }) => known.get(week)?.version !== version).map(({ week }) => week);
    const [from, to] = [changed.at(0), changed.at(-1)];
    if (from !== undefined && to !== undefined) {
      forgetPast();
      for await (const stored of records.walk(ListingWeekView, lists.listing, { from, to }, work))
        for (const { week, version, packed } of stored) known.set(week, { version, sessions: unpack(packed) });
    }
    return { weeks: weeks.map(({ week }) => ({ week, sessions: known.get(week)?.sessions ?? [] })), nextCursor };
  }

  async function* stepsFrom(from: string, to: string | undefined, work: Work) {
    const range = { from: listingWeek(startIn(from)), ...(to !== undefined && { to: `${listingWeek(to)}~` }) };
    let cursor: string | undefined;
    let limit = firstWeeks;
    do {
      const { weeks, nextCursor } = await someWeeks({ ...range, cursor, limit }, work);
      cursor = nextCursor;
      limit *= 2;
      const last = weeks.at(-1)?.week;
      yield { sessions: weeks.flatMap((week) => week.sessions), ...(cursor !== undefined && { goesOnAfter: last }) };
    } while (cursor !== undefined);
  }

  return {
    async listUpcoming({ limit, cursor, from, to }, work, isWanted = () => true) {
      if (!(await isKeptNow(work))) return sessions.listUpcoming({ limit, cursor, from, to }, work, isWanted);
      const now = clock().toISOString();
      const begins = latest(now, from);
      const after = placeIn(cursor);
      const items: ListedSession[] = [];
      let steps = 0;
      for await (const { sessions: listed, goesOnAfter } of stepsFrom(latest(begins, after), to, work)) {
        for (const each of listed) {
          const place = sortKey(each.session.startsAt, each.session.sessionId);
          if (place < begins || place <= after || (to !== undefined && place > to) || !isWanted(each.session)) continue;
          const last = items.at(-1)?.session;
          if (last && items.length === limit)
            return { items, nextCursor: cursorAt(sortKey(last.startsAt, last.sessionId), last.sessionId) };
          items.push(each);
        }
        steps += 1;
        if (steps === mostSteps && goesOnAfter !== undefined)
          return { items, nextCursor: cursorAt(endOfWeek(goesOnAfter)) };
      }
      return { items };
    },

    async *walkUpcoming(work) {
      if (!(await isKeptNow(work))) {
        yield* sessions.walkListed(work);
        return;
      }
      const now = clock().toISOString();
      for await (const { sessions: listed } of stepsFrom(now, undefined, work))
        yield listed.map(({ session }) => session).filter(({ startsAt }) => startsAt >= now);
    },
  };
}
