import { listingWeek } from '#domain/bookings/listing.ts';
import type { Work } from '#platform/work.ts';
import { absent, any, present } from '../engine/conditions.ts';
import { put } from '../engine/writes.ts';
import { keys, listingShape, lists } from '../keys.ts';
import { ListingRecord } from './items.ts';
import { createIsKept } from './kept-listing.ts';
import { changeOf, type ListingChange } from './listing-changes.ts';
import { createUnpacking } from './packed-listing.ts';
import { createRenewal, type RenewalDeps } from './renew-weeks.ts';
import { ListingWeekView } from './views.ts';

/** Keeps what anybody may see of sessions in step with the sessions. */
export interface ListingUpkeep {
  /** Lists every session that can be booked, where that was never done, or not kept; until it is, readers look at the sessions themselves. */
  begin(work: Work): Promise<void>;
  /** Brings these sessions up to date in these weeks; those of the past are left alone. Answers how many weeks it wrote. */
  renew(changes: readonly ListingChange[], work: Work): Promise<number>;
}

export function createListingUpkeep(deps: RenewalDeps): ListingUpkeep {
  const { records, clock, sessions } = deps;
  const renew = createRenewal(deps);
  const unpack = createUnpacking(deps);
  const isKept = createIsKept(deps);

  /** What was listed when this was last kept, and may have been cancelled or moved since. */
  async function listedBefore(work: Work): Promise<ListingChange[]> {
    const found: ListingChange[] = [];
    const range = { from: listingWeek(clock().toISOString()) };
    for await (const weeks of records.walk(ListingWeekView, lists.listing, range, work))
      for (const each of weeks)
        found.push(...(unpack(each) ?? []).map(({ session: { sessionId } }) => ({ sessionId, weeks: [each.week] })));
    return found;
  }

  /** What can be booked and is in another week than it was found in before, if it was; from then on it is found there. */
  async function notYetIn(found: Map<string, string>, work: Work): Promise<ListingChange[]> {
    const changes: ListingChange[] = [];
    for await (const page of sessions.walkListed({}, work))
      for (const session of page) {
        const week = listingWeek(session.startsAt);
        if (found.get(session.sessionId) === week) continue;
        found.set(session.sessionId, week);
        changes.push(changeOf(session));
      }
    return changes;
  }

  let beginning: Promise<void> | undefined;
  async function beginAnew(work: Work): Promise<void> {
    if (await isKept(work)) return;
    const found = new Map<string, string>();
    const before = await listedBefore(work);
    let changes = [...(await notYetIn(found, work)), ...before];
    while (changes.length > 0) {
      await renew(changes, work);
      // Until it is said that this is kept, readers see the sessions as they are: what has come, or moved, meanwhile is listed before.
      changes = await notYetIn(found, work);
    }
    const listing = { shape: listingShape, keptAt: clock().toISOString() };
    // Where another has just done the same, it is done; where it was of another shape, that one is kept no longer.
    await records.commit({ listing: put(ListingRecord, keys.listing(), listing, any(absent, present)) }, { work });
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
  };
}
