import { NotReadableError } from '#platform/errors.ts';
import { settle, type Work } from '#platform/work.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';

/** So many at once: their records have nothing in common, and the table has room for far more. */
const atOnce = 10;

export interface DoneForEach {
  readonly changes: number;
  /** Whether there are some for whom nothing could be done, since what is kept of them cannot be read. */
  readonly withGaps: boolean;
}

/**
 * Does something for everybody who holds a booking for a session. Broken off and begun anew, it goes through all of them
 * again: what is done for one must be done once however often it is asked.
 *
 * @param doFor - answers how many changes it made, or nothing where what it was given has since changed
 */
export async function forEachAttendee(
  deps: Pick<BookingUseCaseDeps, 'bookings' | 'sessions'>,
  stored: StoredSession,
  work: Work,
  doFor: (booking: HeldBooking, session: StoredSession) => Promise<number | undefined>,
): Promise<DoneForEach> {
  const { sessionId } = stored.session;

  async function doOnce(booking: HeldBooking): Promise<number> {
    let facts: readonly [HeldBooking, StoredSession] | undefined = [booking, stored];
    return settle(work, async () => {
      if (!facts) return 0;
      const changes = await doFor(...facts);
      if (changes !== undefined) return changes;
      const [again, session] = [
        await deps.bookings.find(booking.bookingId, work),
        await deps.sessions.find(sessionId, work),
      ];
      facts = again && session && [again, session];
      return undefined;
    });
  }

  let changes = 0;
  let withGaps = false;
  const leftOut = () => {
    withGaps = true;
  };
  /** One who cannot be read keeps nobody else waiting. */
  async function doIfReadable(booking: HeldBooking): Promise<number> {
    try {
      return await doOnce(booking);
    } catch (error) {
      if (!(error instanceof NotReadableError)) throw error;
      leftOut();
      return 0;
    }
  }
  for await (const page of deps.bookings.walkHeld(sessionId, { leftOut }, work)) {
    for (let first = 0; first < page.length; first += atOnce) {
      const done = await Promise.all(page.slice(first, first + atOnce).map(doIfReadable));
      changes += done.reduce((sum, count) => sum + count, 0);
    }
  }
  return { changes, withGaps };
}
