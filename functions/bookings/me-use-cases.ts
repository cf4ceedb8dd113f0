import { createListMyBookings } from './places/list-my-bookings.ts';
import type { WiringForPeople } from './wiring.ts';

/** For learners who have signed in. */
export const createMyUseCases = (deps: WiringForPeople) => ({ listMyBookings: createListMyBookings(deps) });
