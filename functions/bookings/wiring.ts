import { secureRandom } from '#platform/ids.ts';
import { createAttendeeLists } from '#records/bookings/attendee-lists.ts';
import { createBookings } from '#records/bookings/bookings.ts';
import { createSessions } from '#records/bookings/sessions.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createHolds } from '#records/people/holds.ts';
import { createLinks } from '#records/people/links.ts';

/** What the use cases of this area stand on: its stores, made once on records that are open, and never the records themselves. */
export function wireBookings({ records, ...open }: OpenRecords) {
  const kept = { ...open, records, retention: open.hub.retention };
  return {
    ...open,
    random: secureRandom,
    sessions: createSessions(kept),
    attendees: createAttendeeLists(kept),
    bookings: createBookings(kept),
    links: createLinks(kept),
    holds: createHolds(kept),
    recallReply: records.recall,
  };
}

export type BookingsWiring = ReturnType<typeof wireBookings>;
