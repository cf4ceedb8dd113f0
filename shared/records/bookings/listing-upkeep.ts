import { listingWeek } from '#domain/bookings/listing.ts';
import type { Work } from '#platform/work.ts';
import { absent, any, present } from '../engine/conditions.ts';
import { put } from '../engine/writes.ts';
import { keys, listingShape, lists } from '../keys.ts';
import { ListingRecord } from './items.ts';
import { createIsKept } from './kept-listing.ts';
import type { ListingChange } from './listing-changes.ts';
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

/** Which version of a session is in which week. */
interface Standing {
  readonly version: number;
  readonly week: string;
}
type Published = ReadonlyMap<string, Standing>;

/** The line brings what changes after the last of them, and its messages wait for this to end. */
const mostRounds = 10;

/** Each with the week in which it is, and then with that in which it was. */
function differences(before: Published, now: Published): ListingChange[] {
  return [...new Set([...now.keys(), ...before.keys()])].flatMap((sessionId) => {
    const [is, was] = [now.get(sessionId), before.get(sessionId)];
    if (is?.version === was?.version) return [];
    return [{ sessionId, weeks: [...new Set([is, was].flatMap((standing) => standing?.week ?? []))] }];
  });
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

  async function allPublished(work: Work): Promise<Published> {
    const found = new Map<string, Standing>();
    for await (const page of sessions.walkListed({}, work))
      for (const { sessionId, version, startsAt } of page)
        found.set(sessionId, { version, week: listingWeek(startsAt) });
    return found;
  }

  let beginning: Promise<void> | undefined;
  async function beginAnew(work: Work): Promise<void> {
    if (await isKept(work)) return;
    const listed = await listedBefore(work);
    let published: Published = new Map();
    // Until it is said that this is kept, readers see the sessions as they are: what has changed meanwhile is listed before.
    for (let round = 0; round < mostRounds; round += 1) {
      const now = await allPublished(work);
      const changes = [...differences(published, now), ...(round === 0 ? listed : [])];
      if (changes.length === 0) break;
      await renew(changes, work);
      published = now;
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
