import { decideCancellation, isStanding } from '#domain/bookings/booking.ts';
import { owedMessage } from '#email/owed-message.ts';
import { settle, type Work } from '#platform/work.ts';
import { bookingInEmail } from '../telling/booking-email.ts';
import type { GroupUseCaseDeps } from './group.ts';

const reason = 'Whoever was named as booking for you has told us that it was not them. You can book for yourself.';

/**
 * Ends what was booked for colleagues in the name of somebody who says that it was not them, and tells each colleague who still had a
 * booking. Broken off and begun anew, it passes over what has ended.
 */
export const createEndGroup = (deps: Omit<GroupUseCaseDeps, 'counter'>) => {
  const endOne = (bookingId: string, work: Work): Promise<number> => {
    const emailId = deps.newId();
    return settle(work, async () => {
      const booking = await deps.bookings.find(bookingId, work);
      // None was made for who had one already.
      if (!booking || !isStanding(booking)) return 0;
      const session = await deps.sessions.find(booking.sessionId, work);
      const now = deps.clock();
      if (session?.session.status !== 'published') return 0;
      if (decideCancellation(booking, session.places, now) !== 'cancel') return 0;
      const facts = { ...bookingInEmail(booking, session), was: booking.status, by: 'hub' as const, reason };
      const email = owedMessage(emailId, { kind: 'booking-cancelled', facts });
      const end = { because: 'cancelled-by-hub', at: now.toISOString() } as const;
      const outcome = await deps.bookings.cancel({ booking, session, ...end, email }, { work });
      return outcome === 'changed' ? 1 : undefined;
    });
  };

  /** Answers how many bookings it ended. */
  return async (groupBookingId: string, work: Work): Promise<number> => {
    const group = await deps.groups.find(groupBookingId, work);
    if (group?.disownedAt === undefined) return 0;
    let ended = 0;
    // One after the other: all of them contend for the places of one session.
    for (const { bookingId } of await deps.groups.listMembers(groupBookingId, work))
      ended += await endOne(bookingId, work);
    return ended;
  };
};
