import * as z from 'zod';
import { addDays } from '../time/calendar-time.ts';
import { placesFields } from './places.ts';
import { sessionFields } from './session.ts';

const { sessionId, seriesId, status, sequence, title, description, format, provider, venue } = sessionFields;
const { startsAt, endsAt, bookingOpensAt, bookingClosesAt, audience, cancellationPolicy, sharesAttendees } =
  sessionFields;
const { capacity, taken, waitlisted, hasWaitingList } = placesFields;

const listedFields = {
  sessionId,
  seriesId,
  status,
  sequence,
  title,
  description,
  format,
  provider,
  venue,
  startsAt,
  endsAt,
  bookingOpensAt,
  bookingClosesAt,
  audience,
  cancellationPolicy,
  sharesAttendees,
};

/**
 * What anybody may know of a session that can be booked: nothing that is for those with a place, or for staff alone. With a change of
 * this `listingShape` in `shared/records/keys.ts` is raised by one.
 */
export const listedSession = z.object({
  session: z.object(listedFields),
  places: z.object({ capacity, taken, waitlisted, hasWaitingList }),
});
export type ListedSession = z.output<typeof listedSession>;

/**
 * The week in which a session is listed: its Monday, by UTC. A few sessions that are packed together take less than each alone, and with
 * every booking no more is written than those.
 */
export function listingWeek(startsAt: string): string {
  const day = new Date(startsAt);
  const daysSinceMonday = (day.getUTCDay() + 6) % 7;
  return addDays(day, -daysSinceMonday).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** When the next week begins: no start in this one comes after it. */
export const endOfWeek = (week: string): string => addDays(new Date(week), 7).toISOString();
