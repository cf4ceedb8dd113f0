import { secureRandom } from '#platform/ids.ts';
import { createAttendeeLists } from '#records/bookings/attendee-lists.ts';
import { createBookings, createHeldBookings } from '#records/bookings/bookings.ts';
import { createSessionReads } from '#records/bookings/session-reads.ts';
import { createSessions } from '#records/bookings/sessions.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createHolds } from '#records/people/holds.ts';
import { createLinks } from '#records/people/links.ts';

const kept = (open: OpenRecords) => ({ ...open, retention: open.hub.retention });

/** What the use cases of people stand on: stores, made once on records that are open, and never the records themselves. */
export function wireForPeople(open: OpenRecords) {
  const { records, ...rest } = open;
  return {
    ...rest,
    random: secureRandom,
    sessions: createSessionReads(kept(open)),
    bookings: createHeldBookings(open),
    links: createLinks(open),
    holds: createHolds(open),
    recallReply: records.recall,
  };
}

export type WiringForPeople = ReturnType<typeof wireForPeople>;

/** With what staff, and what follows from a change, need besides. */
export const wireBookings = (open: OpenRecords) => ({
  ...wireForPeople(open),
  sessions: createSessions(kept(open)),
  attendees: createAttendeeLists(open),
  bookings: createBookings(open),
});

export type BookingsWiring = ReturnType<typeof wireBookings>;
