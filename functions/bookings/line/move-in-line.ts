import { type LineEntry, rankBetween, rankOfJoining } from '#domain/bookings/waiting-list.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough, type Work } from '#platform/work.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { bookings } from '../contract.ts';
import { findBookingOf } from '../places/booking.ts';
import { findSession } from '../sessions/session.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';

function waitingRank({ status, rank }: HeldBooking): string {
  if (status === 'waitlisted' && rank !== undefined) return rank;
  throw new ProblemError('wrong-state', {
    detail: `Only those who wait can be moved: this booking is ${status}`,
    extensions: { bookingStatus: status },
  });
}

/** Only the rank of who is moved changes, whatever the length of the line. */
export const createMoveInLine = (deps: BookingUseCaseDeps): UseCase<typeof bookings.routes.moveInLine> => {
  /** The end of the line has the rank of who would come now: behind all, and before whoever does come. */
  async function rankBefore(sessionId: string, entry: LineEntry | undefined, moved: HeldBooking, work: Work) {
    if (!entry) return rankOfJoining(deps.newId());
    const { items } = await deps.bookings.listLine(sessionId, { limit: 3, newestFirst: true, to: entry.rank }, work);
    const ahead = items.find(({ bookingId }) => bookingId !== entry.bookingId && bookingId !== moved.bookingId);
    return rankBetween(ahead?.rank ?? '', entry.rank);
  }

  return async ({ path, body }, { caller, work, once }) => {
    const { sessionId } = path;
    const { bookingId, before, reason } = body;
    await findSession(deps.sessions, sessionId, work);
    return carryThrough({ work, once }, async () => {
      const booking = await findBookingOf(deps, { sessionId, bookingId }, work);
      waitingRank(booking);
      const reply = { status: 200, body: { bookingId, before } } as const;
      if (before === bookingId) return { reply };
      const target = before === null ? undefined : await findBookingOf(deps, { sessionId, bookingId: before }, work);
      const entry = target && { sessionId, bookingId: target.bookingId, rank: waitingRank(target) };
      const rank = await rankBefore(sessionId, entry, booking, work);
      // It is there already.
      if (rank === booking.rank) return { reply };
      const audit = {
        action: 'moved-in-waiting-list',
        subject: `BOOKING#${bookingId}`,
        actor: caller.sub,
        facts: { sessionId, before: before ?? 'end' },
        reason,
      };
      return {
        reply,
        change: (carrying) =>
          deps.bookings.moveInLine({ booking, rank, before: entry }, { ...carrying, audit: [audit] }),
      };
    });
  };
};
