import type { ViewFor } from '#privacy/views.ts';
import { createListingNet } from '#records/bookings/listing-net.ts';
import { createSessions } from '#records/bookings/sessions.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { kept } from './kept.ts';

/** Of the clock, which looks at sessions and puts in line what is to be done. */
export function wireForTending({ records, ...open }: OpenRecords<ViewFor<'provide-services'>>) {
  const sessions = createSessions(kept({ ...open, records }));
  return { ...open, sessions, listingNet: createListingNet({ ...open, records, sessions }) };
}
