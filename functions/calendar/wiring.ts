import type { ViewFor } from '#privacy/views.ts';
import { createListing } from '#records/bookings/listing.ts';
import { createSessionReads } from '#records/bookings/session-reads.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createSessionCalendars } from './session-calendar.ts';

/** What the use cases of this area stand on: made once on records that are open, and never the records themselves. */
export function wireCalendar({ records, ...open }: OpenRecords<ViewFor<never>>, siteUrl: string) {
  const sessions = createSessionReads({ ...open, records, retention: open.hub.retention });
  return {
    ...open,
    sessions,
    listing: createListing({ ...open, records, sessions }),
    calendars: createSessionCalendars({ ...open, siteUrl }),
    recallReply: records.recall,
  };
}
