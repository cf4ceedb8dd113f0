import type { ViewFor } from '#privacy/views.ts';
import { createListingUpkeep } from '#records/bookings/listing-upkeep.ts';
import { createSessionReads } from '#records/bookings/session-reads.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { kept } from './kept.ts';

/** Of what keeps the public list in step with the sessions. */
export function wireForListing({ records, ...open }: OpenRecords<ViewFor<never>>) {
  const sessions = createSessionReads(kept({ ...open, records }));
  return { ...open, upkeep: createListingUpkeep({ ...open, records, random: Math.random, sessions }) };
}
