import { createListMyBookings } from './places/list-my-bookings.ts';
import type { BookingsWiring } from './wiring.ts';

/** For learners who have signed in. */
export const createMyUseCases = (deps: BookingsWiring) => ({ listMyBookings: createListMyBookings(deps) });
