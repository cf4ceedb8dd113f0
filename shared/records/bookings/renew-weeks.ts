import { endOfWeek, type ListedSession, listedSession, listingWeek } from '#domain/bookings/listing.ts';
import type { Clock } from '#platform/clock.ts';
import { BusyError } from '#platform/errors.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import { pause, type Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { sortKey } from '../keys.ts';
import { byWeek, changeOf, type ListingChange } from './listing-changes.ts';
import { createUnpacking, pack } from './packed-listing.ts';
import type { SessionReads } from './session-reads.ts';
import type { StoredSession } from './stored-session.ts';
import { createWeekRecords } from './week-records.ts';

export interface RenewalDeps {
  readonly records: RecordsFor<never>;
  readonly clock: Clock;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly sessions: Pick<SessionReads, 'findMany' | 'walkListed'>;
  readonly log: Log;
  readonly counter: Counter;
}

/** As anybody may see it. */
export const asListed = (stored: StoredSession): ListedSession => listedSession.parse(stored);

const inOrder = ({ session: a }: ListedSession, { session: b }: ListedSession): number =>
  sortKey(a.startsAt, a.sessionId) < sortKey(b.startsAt, b.sessionId) ? -1 : 1;

/** What has come of one renewal. */
interface Renewing {
  readonly work: Work;
  /** The weeks that were written, each with those of the sessions it is about that are there. */
  readonly written: Map<string, ReadonlySet<string>>;
  readonly failures: unknown[];
}

/** Brings sessions up to date in the weeks in which they are listed, or no longer are. */
export function createRenewal(deps: RenewalDeps) {
  const { clock, random, sessions } = deps;
  const weekRecords = createWeekRecords(deps);
  const unpack = createUnpacking(deps);

  async function allOf(week: string, work: Work): Promise<string[]> {
    const found: string[] = [];
    for await (const page of sessions.walkListed({ from: week, to: endOfWeek(week) }, work))
      found.push(...page.map(({ sessionId }) => sessionId));
    return found;
  }

  /**
   * Writes a week as its sessions now are, and answers whether nobody else has just written it. Also where it is as it was: whoever had
   * read sessions as they were meanwhile is then refused.
   */
  async function tryWeek(week: string, changed: ReadonlySet<string>, renewing: Renewing): Promise<boolean> {
    const { work, written } = renewing;
    // Before the sessions, so that whatever is written of them later is written upon a week that is not this one any more.
    const kept = await weekRecords.find(week, work);
    const listed = kept.before ? unpack(kept.before) : kept.isReadable ? [] : undefined;
    // What cannot be read is made of all of its sessions.
    const sessionIds = listed ? changed : new Set([...changed, ...(await allOf(week, work))]);
    const found = await sessions.findMany([...sessionIds], work);
    const published = [...found.values()].filter(({ session }) => session.status === 'published');
    const belonging = published.filter(({ session }) => listingWeek(session.startsAt) === week);
    const nowhere = await listElsewhere(
      published.filter((each) => !belonging.includes(each)),
      renewing,
    );
    const others = (listed ?? []).filter(
      ({ session: { sessionId } }) => !sessionIds.has(sessionId) || nowhere.has(sessionId),
    );
    const packed = pack([...others, ...belonging.map(asListed)].sort(inOrder));
    if (!(await weekRecords.write(kept, packed, work))) return false;
    const there = belonging.map(({ session }) => session.sessionId);
    written.set(week, new Set([...(written.get(week) ?? []), ...there]));
    return true;
  }

  /**
   * What has moved on since this was told is listed there first: word of that is still on its way, and until it comes the session would be in
   * neither week.
   *
   * @returns those that could not be listed there, and so are to stay where they were
   */
  async function listElsewhere(moved: readonly StoredSession[], renewing: Renewing): Promise<ReadonlySet<string>> {
    const thisWeek = listingWeek(clock().toISOString());
    const isMissing = ({ sessionId, weeks: [now = ''] }: ListingChange) =>
      now >= thisWeek && !renewing.written.get(now)?.has(sessionId);
    const changes = moved.map(({ session }) => changeOf(session));
    await renewAll(changes.filter(isMissing), renewing);
    return new Set(changes.filter(isMissing).map(({ sessionId }) => sessionId));
  }

  async function renewWeek(week: string, sessionIds: ReadonlySet<string>, renewing: Renewing): Promise<void> {
    for (let attempt = 0; !(await tryWeek(week, sessionIds, renewing)); attempt += 1)
      if (!(await pause(renewing.work, random, attempt)))
        throw new BusyError(`Others keep writing the sessions of ${week}`);
  }

  /** Each week by itself: what is wrong with one keeps no other waiting. */
  async function renewAll(changes: readonly ListingChange[], renewing: Renewing): Promise<void> {
    const thisWeek = listingWeek(clock().toISOString());
    for (const [week, sessionIds] of byWeek(changes)) {
      if (week < thisWeek) continue;
      try {
        await renewWeek(week, sessionIds, renewing);
      } catch (error) {
        renewing.failures.push(error);
      }
    }
  }

  /** @returns how many weeks were written. Throws what was wrong with any, once the others are done */
  return async (changes: readonly ListingChange[], work: Work): Promise<number> => {
    const renewing: Renewing = { work, written: new Map(), failures: [] };
    await renewAll(changes, renewing);
    if (renewing.failures.length > 0) throw renewing.failures[0];
    return renewing.written.size;
  };
}
