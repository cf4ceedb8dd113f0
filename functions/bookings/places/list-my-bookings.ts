import type { UseCase } from '#http/use-case.ts';
import type { BookingReads } from '#records/bookings/booking-reads.ts';
import type { Line } from '#records/bookings/line.ts';
import type { bookings } from '../contract.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';
import { showOwnBooking } from './booking.ts';

export interface ListMyBookingsDeps extends Pick<BookingUseCaseDeps, 'sessions' | 'hub' | 'clock'> {
  readonly bookings: Pick<BookingReads, 'listForAddress'> & Pick<Line, 'placeInLine'>;
}

/** By the email that the learner proved to be theirs when they signed up. */
export const createListMyBookings =
  (deps: ListMyBookingsDeps): UseCase<typeof bookings.routes.listMyBookings> =>
  async ({ query }, { caller, work }) => {
    const { items, ...rest } = await deps.bookings.listForAddress(caller.workEmail, query, work);
    const sessions = await deps.sessions.findMany(
      items.map(({ sessionId }) => sessionId),
      work,
    );
    const views = items.flatMap((booking) => {
      const session = sessions.get(booking.sessionId);
      return session ? [showOwnBooking(deps, booking, session, work)] : [];
    });
    return { status: 200, body: { items: await Promise.all(views), ...rest } };
  };
