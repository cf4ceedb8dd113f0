import { createHttpHandler } from '../../shared/http/http-handler.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { createBookPlace } from './book-place.ts';
import { createCancelBooking } from './cancel-booking.ts';
import { bookings } from './contract.ts';
import { createBookingsDependencies } from './dependencies.ts';
import { BookingsPublicEnv } from './env.ts';
import { createGetBooking } from './get-booking.ts';
import { createGetSession } from './get-session.ts';
import { createListSessions } from './list-sessions.ts';

const deps = createBookingsDependencies(readEnv(BookingsPublicEnv, process.env));

export const handler = createHttpHandler({
  ...deps,
  area: bookings,
  audience: 'public',
  useCases: {
    listSessions: createListSessions(deps),
    getSession: createGetSession(deps),
    bookPlace: createBookPlace(deps),
    getBooking: createGetBooking(deps),
    cancelBooking: createCancelBooking(deps),
  },
});
