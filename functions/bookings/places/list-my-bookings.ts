import type { UseCase } from '#http/use-case.ts';
import type { BookingReads } from '#records/bookings/booking-reads.ts';
import type { Line } from '#records/bookings/line.ts';
import type { AccountReads } from '#records/people/account-reads.ts';
import type { bookings } from '../contract.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';
import { showOwnBooking } from './booking.ts';

export interface ListMyBookingsDeps extends Pick<BookingUseCaseDeps, 'sessions' | 'hub' | 'clock'> {
  readonly bookings: Pick<BookingReads, 'listForPerson'> & Pick<Line, 'placeInLine'>;
  readonly accounts: AccountReads;
}

/** By the emails that the learner proved to be theirs. */
export const createListMyBookings =
  (deps: ListMyBookingsDeps): UseCase<typeof bookings.routes.listMyBookings> =>
  async ({ query }, { caller, work }) => {
    const account = await deps.accounts.find(caller, work);
    if (!account) return { status: 200, body: { items: [] } };
    const { items, ...rest } = await deps.bookings.listForPerson(account, query, work);
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
