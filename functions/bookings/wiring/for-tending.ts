import type { ViewFor } from '#privacy/views.ts';
import { createSessions } from '#records/bookings/sessions.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { wireForListing } from './for-listing.ts';
import { kept } from './kept.ts';

/** Of the clock, which looks at sessions and puts in line what is to be done. */
export const wireForTending = ({ records, ...open }: OpenRecords<ViewFor<'provide-services'>>) => ({
  ...wireForListing({ records, ...open }),
  sessions: createSessions(kept({ records, ...open })),
});
