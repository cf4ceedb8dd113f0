import type { UseCase } from '../../shared/http/use-case.ts';
import type { bookings } from './contract.ts';
import { createReservePlace, type ReservePlaceDeps } from './reserve-place.ts';

export const createBookPlace = (deps: ReservePlaceDeps): UseCase<typeof bookings.routes.bookPlace> => {
  const reservePlace = createReservePlace(deps, 'person');
  return ({ body }, { work, once }) => reservePlace(body, { work, once });
};
