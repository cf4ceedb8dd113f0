import * as z from 'zod';
import type { OfferDecisions } from '#hub/hub.ts';
import { id } from '../ids.ts';
import { instant } from '../time/instant.ts';

/** A turn in a session's waiting list. */
export const lineEntryFields = { sessionId: id, bookingId: id, rank: z.string() };
export type LineEntry = z.output<z.ZodObject<typeof lineEntryFields>>;

/** A place that is kept for somebody from the waiting list until they answer, or the offer ends. */
export const offerFields = { sessionId: id, bookingId: id, endsAt: instant };

/**
 * Until when an offer made now stands, as ISO 8601 UTC: never beyond the closing of booking.
 *
 * @param closesAt - ISO 8601 UTC, after `now`
 */
export function offerEndsAt(now: Date, closesAt: string, decisions: OfferDecisions): string {
  const leftMs = Date.parse(closesAt) - now.getTime();
  const longestMs = decisions.longestHours * 3_600_000;
  const shortestMs = decisions.shortestMinutes * 60_000;
  const lengthMs = Math.max(shortestMs, Math.min(longestMs, leftMs * decisions.shareOfTimeLeft));
  return new Date(now.getTime() + Math.min(leftMs, lengthMs)).toISOString();
}

/** Crockford's base 32, in the order in which text sorts: what ULIDs are written in. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The rank of who joins the line, or is moved to its end.
 *
 * @param id - a ULID, which rises with time. It may end in a zero, before which there would be no room for another rank
 */
export const rankOfJoining = (id: string): string => `${id}G`;

/**
 * A rank after one and before the other: ranks sort as text, like fractions after the point, so that there is always one between
 * two and nobody else's has to change. No rank ends in a zero.
 *
 * @param before - the rank to come after; empty for the front of the line
 * @param after - the rank to come before; none for the end
 */
export function rankBetween(before: string, after: string | undefined): string {
  if (after !== undefined) {
    let shared = 0;
    while (shared < after.length && (before[shared] ?? digits[0]) === after[shared]) shared += 1;
    if (shared > 0) return after.slice(0, shared) + rankBetween(before.slice(shared), after.slice(shared));
  }
  const low = before === '' ? 0 : digits.indexOf(before.charAt(0));
  const high = after === undefined ? digits.length : digits.indexOf(after.charAt(0));
  if (high - low > 1) return digits.charAt((low + high) >> 1);
  // Neighbours: what is longer than the later one comes after its first digit alone.
  if (after !== undefined && after.length > 1) return after.charAt(0);
  return digits.charAt(low) + rankBetween(before.slice(1), undefined);
}
