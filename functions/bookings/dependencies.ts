import type * as z from 'zod';
import { secureRandom } from '../../shared/platform/ids.ts';
import { createAttendeeLists } from '../../shared/records/attendee-lists.ts';
import { createBookings } from '../../shared/records/bookings.ts';
import { createHolds } from '../../shared/records/holds.ts';
import { createLinks } from '../../shared/records/links.ts';
import { openRecords } from '../../shared/records/open-records.ts';
import { createSessions } from '../../shared/records/sessions.ts';
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
