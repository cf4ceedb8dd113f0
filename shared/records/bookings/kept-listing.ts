import type * as z from 'zod';
import { listingShape } from '../keys.ts';
import type { ListingView } from './views.ts';

/**
 * How long nobody may have said that the listing is kept. `bookings-tend` says it every few minutes: not while an older version of this
 * software is deployed, which does not keep it.
 */
const longestUnkeptMs = 3_600_000;

/** Since when it must have been kept, to have missed nothing. */
export const keptSince = (now: Date): string => new Date(now.getTime() - longestUnkeptMs).toISOString();

/** Whether the listing has every session that can be booked; otherwise they are looked at themselves. */
export const isKept = (listing: z.output<typeof ListingView> | undefined, now: Date): boolean =>
  listing?.shape === listingShape && listing.keptAt >= keptSince(now);
