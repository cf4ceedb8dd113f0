import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, listingShape } from '../keys.ts';
import { ListingView } from './views.ts';

/**
 * How long nobody may have said that the listing is kept: two runs of `bookings-tend`, which says it, and a moment. It does not while an
 * older version of this software is deployed, which keeps none; what changed in a shorter gap, it puts right as it comes by.
 */
const longestUnkeptMs = 11 * 60_000;

/** Whether the listing is kept: told for as long as nobody need say so again. Where it is not, the sessions are looked at themselves. */
export function createIsKept({ records, clock }: { readonly records: RecordsFor<never>; readonly clock: Clock }) {
  let until = 0;
  return async (work: Work): Promise<boolean> => {
    if (clock().getTime() < until) return true;
    const listing = await records.find(ListingView, keys.listing(), work);
    until = listing?.shape === listingShape ? Date.parse(listing.keptAt) + longestUnkeptMs : 0;
    return clock().getTime() < until;
  };
}
