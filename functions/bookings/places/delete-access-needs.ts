import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { bookings } from '../contract.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';
import { findOwnBooking, showOwnBooking } from './booking.ts';

/**
 * They are kept by consent, which is taken back by this alone: whatever the booking has come to, and as often as it is asked. What is read
 * does not decide anything, so that nothing which happens meanwhile is in the way.
 */
export const createDeleteAccessNeeds =
  (deps: BookingUseCaseDeps): UseCase<typeof bookings.routes.deleteAccessNeeds> =>
  async ({ path }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const { booking, session } = await findOwnBooking(deps, path.bookingId, caller.tokenHash, work);
      return {
        reply: { status: 200, body: await showOwnBooking(deps, booking, session, work) } as const,
        change: (carrying) => deps.bookings.removeAccessNeeds(booking, carrying),
      };
    });
