import type { UseCase } from '#http/use-case.ts';
import type { bookings } from '../contract.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';
import { findOwnBooking, showOwnBooking } from './booking.ts';

export const createGetBooking =
  (deps: BookingUseCaseDeps): UseCase<typeof bookings.routes.getBooking> =>
  async ({ path }, { caller, work }) => {
    const { booking, session } = await findOwnBooking(deps, path.bookingId, caller.tokenHash, work);
    return { status: 200, body: await showOwnBooking(deps, booking, session, work) };
  };
