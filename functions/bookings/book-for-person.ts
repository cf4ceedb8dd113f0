import type { UseCase } from '../../shared/http/use-case.ts';
import type { bookings } from './contract.ts';
import { createReservePlace, type ReservePlaceDeps } from './reserve-place.ts';

export const createBookForPerson = (deps: ReservePlaceDeps): UseCase<typeof bookings.routes.bookForPerson> => {
  const reservePlace = createReservePlace(deps, 'hub');
  return ({ path, body }, { caller, work, once }) =>
    reservePlace(
      { ...body, sessionId: path.sessionId },
      {
        work,
        once,
        audit: (bookingId) => ({
          action: 'booked-for-person',
          subject: `BOOKING#${bookingId}`,
          actor: caller.sub,
          facts: { sessionId: path.sessionId },
        }),
      },
    );
};
