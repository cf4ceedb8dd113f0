import { createHttpHandler } from '#http/http-handler.ts';
import { readEnv } from '#platform/env.ts';
import { bookings } from './contract.ts';
import { createBookingsDependencies } from './dependencies.ts';
import { BookingsMeEnv } from './env.ts';
import { createListMyBookings } from './places/list-my-bookings.ts';

const env = readEnv(BookingsMeEnv, process.env);
const deps = createBookingsDependencies(env);

export const handler = createHttpHandler({
  ...deps,
  allowedOrigins: env.ALLOWED_ORIGINS,
  area: bookings,
  audience: 'me',
  useCases: { listMyBookings: createListMyBookings(deps) },
});
