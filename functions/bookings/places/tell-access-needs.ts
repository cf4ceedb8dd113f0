import { decideTellingNeeds } from '#domain/bookings/booking.ts';
import { refuseOtherWording } from '#http/choices.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { bookings } from '../contract.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';
import { findOwnBooking, showOwnBooking } from './booking.ts';

function refuseUnlessOpen(booking: HeldBooking, { session }: StoredSession, now: Date): void {
  switch (decideTellingNeeds(booking, session, now)) {
    case 'booking-over':
      throw new ProblemError('wrong-state', {
        detail: `This booking is ${booking.status}, so we no longer need to know`,
        extensions: { bookingStatus: booking.status },
      });
    case 'too-late':
      throw new ProblemError('booking-closed', { detail: 'The session has started or is cancelled' });
    case 'tell':
  }
}

/**
 * What would help somebody, told by who holds the link to their booking, in place of what was told before. Nobody is shown it by that link,
 * which others may have been sent: neither before nor in the reply.
 */
export const createTellAccessNeeds =
  (deps: BookingUseCaseDeps): UseCase<typeof bookings.routes.tellAccessNeeds> =>
  async ({ path, body: { accessNeeds, accessNeedsWording } }, { caller, work, once }) => {
    refuseOtherWording('access-needs', accessNeedsWording);
    return carryThrough({ work, once }, async () => {
      const { booking, session } = await findOwnBooking(deps, path.bookingId, caller.tokenHash, work);
      const now = deps.clock();
      refuseUnlessOpen(booking, session, now);
      return {
        reply: { status: 200, body: await showOwnBooking(deps, booking, session, work) } as const,
        change: (carrying) =>
          deps.bookings.tellAccessNeeds({ booking, session, accessNeeds, at: now.toISOString() }, carrying),
      };
    });
  };
