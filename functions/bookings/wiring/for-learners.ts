import type { ViewFor } from '#privacy/views.ts';
import { createBookingReads } from '#records/bookings/booking-reads.ts';
import { createLine } from '#records/bookings/line.ts';
import { createSessionReads } from '#records/bookings/session-reads.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createOwnAccount } from '#records/people/own-account.ts';
import { kept } from './kept.ts';

/** Of learners who have signed in, and look at what is theirs. */
export function wireForLearners(open: OpenRecords<ViewFor<'provide-services'>>) {
  const { records, ...rest } = open;
  return {
    ...rest,
    sessions: createSessionReads(kept(open)),
    accounts: createOwnAccount(open),
    bookings: { ...createBookingReads(open), ...createLine(open) },
    recallReply: records.recall,
  };
}
