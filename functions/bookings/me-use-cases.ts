import { createListMyBookings, type ListMyBookingsDeps } from './places/list-my-bookings.ts';

/** For learners who have signed in. */
export const createMyUseCases = (deps: ListMyBookingsDeps) => ({ listMyBookings: createListMyBookings(deps) });
