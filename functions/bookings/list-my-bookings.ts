import type { UseCase } from '../../shared/http/use-case.ts';
import type { Bookings } from '../../shared/records/bookings.ts';
import type { Sessions } from '../../shared/records/sessions.ts';
import type { bookings } from './contract.ts';
import { ownBooking } from './views.ts';

/** By the email that the learner proved to be theirs when they signed up. */
export const createListMyBookings =
  (deps: {
    readonly bookings: Bookings;
    readonly sessions: Sessions;
  }): UseCase<typeof bookings.routes.listMyBookings> =>
  async ({ query }, { caller, work }) => {
    const { items, ...rest } = await deps.bookings.listForAddress(caller.workEmail, query, work);
    const sessions = await deps.sessions.findMany(
      items.map(({ sessionId }) => sessionId),
      work,
    );
    const body = items.flatMap((booking) => {
      const session = sessions.get(booking.sessionId);
      return session ? [ownBooking(booking, session)] : [];
    });
    return { status: 200, body: { items: body, ...rest } };
  };
