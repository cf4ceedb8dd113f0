import type * as z from 'zod';
import { listingShape } from '../keys.ts';
import type { ListingView } from './views.ts';

/**
 * How long nobody may have said that the listing is kept: two runs of `bookings-tend`, which says it, and a moment. It does not while an
 * older version of this software is deployed, which keeps none; what changed in a shorter gap, it puts right as it comes by.
 */
const longestUnkeptMs = 11 * 60_000;

/** Since when it must have been said. */
export const keptSince = (now: Date): string => new Date(now.getTime() - longestUnkeptMs).toISOString();

/** Until when this is enough to be read, in milliseconds since 1970; otherwise the sessions are looked at themselves. */
export const keptUntil = (listing: z.output<typeof ListingView> | undefined): number =>
  listing?.shape === listingShape ? Date.parse(listing.keptAt) + longestUnkeptMs : 0;
