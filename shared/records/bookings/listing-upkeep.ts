import { isDeepStrictEqual } from 'node:util';
import { type ListedSession, listingWeek } from '#domain/bookings/listing.ts';
import type { Work } from '#platform/work.ts';
import { absent, all, any, present, when } from '../engine/conditions.ts';
import type { Range } from '../engine/reading.ts';
import { put, update } from '../engine/writes.ts';
import { keys, listingShape, lists } from '../keys.ts';
import { ListingRecord } from './items.ts';
import { keptSince, keptUntil } from './kept-listing.ts';
import type { ListingChange } from './listing-changes.ts';
import { createUnpacking } from './packed-listing.ts';
import { asListed, createRenewal, type RenewalDeps } from './renew-weeks.ts';
import type { StoredSession } from './stored-session.ts';
import { ListingView, ListingWeekView } from './views.ts';

/** All sessions that can be booked and start within a range, as they were found. */
export interface Looked {
  readonly range: Range;
  readonly found: readonly StoredSession[];
}

/** Keeps what anybody may see of sessions in step with the sessions. */
export interface ListingUpkeep {
  /** Lists every session that can be booked, where that was never done, or not kept; until it is, readers look at the sessions themselves. */
  begin(work: Work): Promise<void>;
  /** Brings these sessions up to date in these weeks; those of the past are left alone. Answers how many weeks it wrote. */
  renew(changes: readonly ListingChange[], work: Work): Promise<number>;
  /**
   * Puts right what does not agree with the sessions as they were found: a net for what the stream has lost. Then says that the listing
   * is kept in step still; nothing of this where it is not. Answers how many weeks it wrote.
   */
  mend(looked: readonly Looked[], work: Work): Promise<number>;
}

const changeOf = ({ sessionId, startsAt }: ListedSession['session']): ListingChange => ({
  sessionId,
  weeks: [listingWeek(startsAt)],
});

export function createListingUpkeep(deps: RenewalDeps): ListingUpkeep {
  const { records, clock, sessions } = deps;
  const renew = createRenewal(deps);
  const unpack = createUnpacking(deps);
  const isKeptNow = async (work: Work): Promise<boolean> =>
    clock().getTime() < keptUntil(await records.find(ListingView, keys.listing(), work));
  const thisWeek = (): string => listingWeek(clock().toISOString());

  async function* listedWeeks(range: Range, work: Work) {
    for await (const weeks of records.walk(ListingWeekView, lists.listing, range, work))
      for (const each of weeks) yield { week: each.week, sessions: unpack(each) ?? [] };
  }

  let beginning: Promise<void> | undefined;
  async function beginAnew(work: Work): Promise<void> {
    if (await isKeptNow(work)) return;
    const found: ListingChange[] = [];
    for await (const page of sessions.walkListed({}, work)) found.push(...page.map(changeOf));
    // What was listed when this was last kept, and has been cancelled or moved since.
    for await (const { week, sessions: listed } of listedWeeks({ from: thisWeek() }, work))
      found.push(...listed.map(({ session: { sessionId } }) => ({ sessionId, weeks: [week] })));
    await renew(found, work);
    const listing = { shape: listingShape, keptAt: clock().toISOString() };
    // Where another has just done the same, it is done; where it was of another shape, that one is kept no longer.
    await records.commit({ listing: put(ListingRecord, keys.listing(), listing, any(absent, present)) }, { work });
  }

  async function differences({ found: stored, range: { from = clock().toISOString(), to } }: Looked, work: Work) {
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
  }

  async function sayKept(work: Work): Promise<void> {
    const now = clock();
    const wasKept = all(
      when(ListingRecord).is('shape', listingShape),
      when(ListingRecord).compare('keptAt', '>=', { value: keptSince(now) }),
    );
    const set = { keptAt: now.toISOString() };
    await records.updateOne(update(ListingRecord, keys.listing(), { set }, wasKept), work);
  }

  return {
    renew,

    begin(work) {
      // Several groups of a queue's messages come at once.
      beginning ??= beginAnew(work).finally(() => {
        beginning = undefined;
      });
      return beginning;
    },

    async mend(looked, work) {
      if (!(await isKeptNow(work))) return 0;
      const different: ListingChange[] = [];
      for (const each of looked) different.push(...(await differences(each, work)));
      const written = await renew(different, work);
      await sayKept(work);
      return written;
    },
  };
}
