import { isDeepStrictEqual } from 'node:util';
import { type ListedSession, listedSession, listingWeek } from '#domain/bookings/listing.ts';
import { firstVersion } from '#domain/numbers.ts';
import type { Clock } from '#platform/clock.ts';
import { BusyError } from '#platform/errors.ts';
import { pause, type Work } from '#platform/work.ts';
import { absent, any, present } from '../engine/conditions.ts';
import type { Range } from '../engine/reading.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, revise } from '../engine/writes.ts';
import { inListingWeeks, keys, listingShape, lists, sortKey } from '../keys.ts';
import { ListingRecord, ListingWeekRecord } from './items.ts';
import { byWeek, type ListingChange } from './listing-changes.ts';
import { pack, unpack } from './packed-listing.ts';
import type { SessionReads } from './session-reads.ts';
import type { StoredSession } from './stored-session.ts';
import { ListingView, ListingWeekView } from './views.ts';

/** Keeps what anybody may see of sessions in step with the sessions. */
export interface ListingUpkeep {
  /** Lists every session that can be booked, where that was never done; until it is, readers look at the sessions themselves. */
  begin(work: Work): Promise<void>;
  /** Brings these sessions up to date in these weeks; those of the past are left alone. Answers how many weeks it wrote. */
  renew(changes: readonly ListingChange[], work: Work): Promise<number>;
  /**
   * Of the weeks in a range, what does not agree with the sessions as they were found there: a net for what the stream has lost. Nothing
   * where the listing was never begun.
   *
   * @param stored - all that can be booked and start in the range
   */
  differences(stored: readonly StoredSession[], range: Range, work: Work): Promise<ListingChange[]>;
}

const asListed = (stored: StoredSession): ListedSession => listedSession.parse(stored);

const changeOf = ({ sessionId, startsAt }: ListedSession['session']): ListingChange => ({
  sessionId,
  weeks: [listingWeek(startsAt)],
});

const inOrder = ({ session: a }: ListedSession, { session: b }: ListedSession): number =>
  sortKey(a.startsAt, a.sessionId) < sortKey(b.startsAt, b.sessionId) ? -1 : 1;

export function createListingUpkeep({
  records,
  clock,
  random,
  sessions,
}: {
  readonly records: RecordsFor<never>;
  readonly clock: Clock;
  /** From 0 to 1; spreads retries. */
  readonly random: () => number;
  readonly sessions: Pick<SessionReads, 'findMany' | 'walkListed'>;
}): ListingUpkeep {
  const isBegun = async (work: Work): Promise<boolean> =>
    (await records.find(ListingView, keys.listing(), work))?.shape === listingShape;
  const thisWeek = (): string => listingWeek(clock().toISOString());

  async function* listedWeeks(range: Range, work: Work) {
    for await (const weeks of records.walk(ListingWeekView, lists.listing, range, work))
      for (const { week, packed } of weeks) yield { week, sessions: unpack(packed) };
  }

  /** Writes a week as its sessions now are, and answers whether it was another; none where somebody else has just written it. */
  async function tryWeek(week: string, sessionIds: ReadonlySet<string>, work: Work): Promise<boolean | undefined> {
    const key = keys.listingWeek(week);
    // Before the sessions, so that whatever is written of them later is written upon a week that is not this one any more.
    const before = await records.find(ListingWeekView, key, work);
    const found = await sessions.findMany([...sessionIds], work);
    const listed = before ? unpack(before.packed) : [];
    const belonging = [...found.values()].filter(
      ({ session }) => session.status === 'published' && listingWeek(session.startsAt) === week,
    );
    const others = listed.filter(({ session }) => !sessionIds.has(session.sessionId));
    const now = [...others, ...belonging.map(asListed)].sort(inOrder);
    if (isDeepStrictEqual(now, listed)) return false;
    const packed = pack(now);
    const { done } = before
      ? await records.updateOne(
          revise(ListingWeekRecord, key, before, {
            set: { packed, ...inListingWeeks(week, before.version + 1) },
          }),
          work,
        )
      : await records.commit(
          {
            week: put(ListingWeekRecord, key, {
              week,
              version: firstVersion,
              packed,
              ...inListingWeeks(week, firstVersion),
            }),
          },
          { work },
        );
    return done ? true : undefined;
  }

  async function renewWeek(week: string, sessionIds: ReadonlySet<string>, work: Work): Promise<boolean> {
    for (let attempt = 0; ; attempt += 1) {
      const written = await tryWeek(week, sessionIds, work);
      if (written !== undefined) return written;
      if (!(await pause(work, random, attempt))) throw new BusyError(`Others keep writing the sessions of ${week}`);
    }
  }

  async function renew(changes: readonly ListingChange[], work: Work): Promise<number> {
    let written = 0;
    for (const [week, sessionIds] of byWeek(changes)) {
      if (week >= thisWeek() && (await renewWeek(week, sessionIds, work))) written += 1;
    }
    return written;
  }

  return {
    renew,

    async begin(work) {
      if (await isBegun(work)) return;
      const all: ListingChange[] = [];
      for await (const page of sessions.walkListed(work)) all.push(...page.map(changeOf));
      // What was listed in this shape before another was, and has been cancelled or moved since.
      for await (const { week, sessions: listed } of listedWeeks({ from: thisWeek() }, work))
        all.push(...listed.map(({ session: { sessionId } }) => ({ sessionId, weeks: [week] })));
      await renew(all, work);
      const listing = { shape: listingShape, builtAt: clock().toISOString() };
      // Where another has just done the same, it is done; where it was of another shape, that one is kept no longer.
      await records.commit({ listing: put(ListingRecord, keys.listing(), listing, any(absent, present)) }, { work });
    },

    async differences(stored, { from = clock().toISOString(), to }, work) {
      if (!(await isBegun(work))) return [];
      const found = new Map(stored.map((each) => [each.session.sessionId, asListed(each)]));
      const different: ListingChange[] = [];
      const range = { from: listingWeek(from), ...(to !== undefined && { to: listingWeek(to) }) };
      for await (const { week, sessions: ofWeek } of listedWeeks(range, work))
        for (const listed of ofWeek) {
          const { sessionId, startsAt } = listed.session;
          if (startsAt < from || (to !== undefined && startsAt > to)) continue;
          if (!isDeepStrictEqual(found.get(sessionId), listed)) different.push({ sessionId, weeks: [week] });
          else found.delete(sessionId);
        }
      return [...different, ...[...found.values()].map(({ session }) => changeOf(session))];
    },
  };
}
