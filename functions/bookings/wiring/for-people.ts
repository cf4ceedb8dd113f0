import { secureRandom } from '#platform/ids.ts';
import type { ViewFor } from '#privacy/views.ts';
import { createHeldBookings } from '#records/bookings/bookings.ts';
import { createGroupBookings } from '#records/bookings/group-bookings.ts';
import { createListing } from '#records/bookings/listing.ts';
import { createSessionReads } from '#records/bookings/session-reads.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createHolds } from '#records/people/holds.ts';
import { createLinks } from '#records/people/links.ts';
import { kept } from './kept.ts';

/** What the use cases of people stand on: stores, made once on records that are open, and never the records themselves. */
export function wireForPeople(open: OpenRecords<ViewFor<'provide-services' | 'run-reliably'>>) {
  const { records, ...rest } = open;
  const sessions = createSessionReads(kept(open));
  return {
    ...rest,
    random: secureRandom,
    sessions,
    listing: createListing({ ...open, sessions }),
    bookings: createHeldBookings(open),
    groups: createGroupBookings(open),
    links: createLinks(open),
    holds: createHolds(open),
    recallReply: records.recall,
  };
}

export type WiringForPeople = ReturnType<typeof wireForPeople>;
