import { settle, type Work } from '#platform/work.ts';
import type { AccessNeedsKept } from '#records/bookings/access-needs.ts';
import type { BookingReads } from '#records/bookings/booking-reads.ts';

/** What somebody told with a booking is gone, by its end or with the booking: the ledger says so. Answers how many choices ended. */
export const createEndNeedsConsent =
  ({ bookings }: { readonly bookings: Pick<BookingReads, 'find'> & AccessNeedsKept }) =>
  async (bookingId: string, work: Work): Promise<number> => {
    const booking = await bookings.find(bookingId, work);
    if (!booking) return 0;
    return settle(work, async () => ((await bookings.endNeedsConsent(booking, work)) === 'changed' ? 1 : undefined));
  };
