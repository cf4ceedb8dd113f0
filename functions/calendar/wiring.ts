import type { ViewFor } from '#privacy/views.ts';
import { createSessionReads } from '#records/bookings/session-reads.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createSessionCalendars } from './session-calendar.ts';

/** What the use cases of this area stand on: made once on records that are open, and never the records themselves. */
export const wireCalendar = ({ records, ...open }: OpenRecords<ViewFor<never>>, siteUrl: string) => ({
  ...open,
  sessions: createSessionReads({ ...open, records, retention: open.hub.retention }),
  calendars: createSessionCalendars({ ...open, siteUrl }),
  recallReply: records.recall,
});
