import { endOfWeek, type ListedSession, listingWeek } from '#domain/bookings/listing.ts';
import { instant, latest } from '#domain/time/instant.ts';
import type { Clock } from '#platform/clock.ts';
import { CursorNotValidError } from '#platform/errors.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import type { Work } from '#platform/work.ts';
import { decodeCursor, encodeCursor } from '../engine/cursor.ts';
import type { Page, PageRequest, Range } from '../engine/reading.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, lists, sortKey } from '../keys.ts';
import { createIsKept } from './kept-listing.ts';
import { createListedWeeks } from './listed-weeks.ts';
import type { SessionReads } from './session-reads.ts';

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

/**
 * One page looks at so many weeks that have sessions (at as few as that takes where few sessions are asked for, and one more is looked for),
 * then at twice as many, and so on, until it has looked at so many sessions or three times, however little of them is wanted; its cursor
 * leads on from there.
 */
const firstWeeks = (limit: number): number => Math.min(8, limit + 1);
const mostSteps = 3;
const mostLookedAt = 2000;
/** More than the weeks in which anything can be planned: a calendar has them all. */
const everyWeek = 200;

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

interface ListingDeps {
  readonly records: RecordsFor<never>;
  readonly clock: Clock;
  readonly log: Log;
  readonly counter: Counter;
  /** Looked at themselves where they are not all listed. */
  readonly sessions: Pick<SessionReads, 'listUpcoming' | 'walkListed'>;
}

export function createListing(deps: ListingDeps): Listing {
  const { clock, sessions } = deps;
  const isKept = createIsKept(deps);
  const stepsFrom = createListedWeeks(deps);

  return {
    async listUpcoming({ limit, cursor, from, to }, work, isWanted) {
      const ofThemselves = () => sessions.listUpcoming({ limit, cursor, from, to }, work, isWanted);
      if (!(await isKept(work))) return ofThemselves();
      const begins = latest(clock().toISOString(), from);
      const after = placeIn(cursor);
      const items: ListedSession[] = [];
      let [steps, lookedAt] = [0, 0];
      const weeks = {
        from: listingWeek(startIn(latest(begins, after))),
        ...(to !== undefined && { to: listingWeek(to) }),
      };
      for await (const { listed, goesOnAfter } of stepsFrom({ ...weeks, firstWeeks: firstWeeks(limit) }, work)) {
        if (!listed) return ofThemselves();
        for (const each of listed) {
          const place = sortKey(each.session.startsAt, each.session.sessionId);
          if (place < begins || place <= after || (to !== undefined && place > to)) continue;
          if (isWanted && !isWanted(each.session)) continue;
          const last = items.at(-1)?.session;
          if (last && items.length === limit)
            return { items, nextCursor: cursorAt(sortKey(last.startsAt, last.sessionId), last.sessionId) };
          items.push(each);
        }
        [steps, lookedAt] = [steps + 1, lookedAt + listed.length];
        if (goesOnAfter !== undefined && (steps === mostSteps || lookedAt >= mostLookedAt))
          return { items, nextCursor: cursorAt(endOfWeek(goesOnAfter)) };
      }
      return { items };
    },

    async *walkUpcoming(work) {
      const now = clock().toISOString();
      let from = listingWeek(now);
      if (await isKept(work))
        for await (const { listed, goesOnAfter } of stepsFrom({ from, firstWeeks: everyWeek }, work)) {
          if (!listed) break;
          yield listed.map(({ session }) => session).filter(({ startsAt }) => startsAt >= now);
          if (goesOnAfter === undefined) return;
          from = endOfWeek(goesOnAfter);
        }
      yield* sessions.walkListed({ from }, work);
    },
  };
}
