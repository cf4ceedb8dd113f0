import type * as z from 'zod';
import { secureRandom } from '#platform/ids.ts';
import { createAttendeeLists } from '#records/bookings/attendee-lists.ts';
import { createBookings } from '#records/bookings/bookings.ts';
import { createSessions } from '#records/bookings/sessions.ts';
import { openRecords } from '#records/open-records.ts';
import { createHolds } from '#records/people/holds.ts';
import { createLinks } from '#records/people/links.ts';
import type { BookingsEnv } from './env.ts';

/** What the Lambdas of this area stand on, made once when one of them loads. */
export function createBookingsDependencies(env: z.output<typeof BookingsEnv>, auditTable?: string) {
  const open = openRecords(env, auditTable);
  const kept = { ...open, retention: open.hub.retention };
  return {
    ...open,
    random: secureRandom,
    sessions: createSessions(kept),
    attendees: createAttendeeLists(open),
    bookings: createBookings(kept),
    links: createLinks(open),
    holds: createHolds(open),
    recallReply: open.records.recall,
  };
}
