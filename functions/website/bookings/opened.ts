import type { Context } from 'hono';
import { answered } from '../api/answered.ts';
import type { PublicApi } from '../api/public-api.ts';
import { tokenOf } from '../links.ts';

/** How the API is asked about the booking whose link somebody came by. */
export const openedBooking = (c: Context) =>
  [{ path: { bookingId: c.req.param('bookingId') ?? '' } }, { token: tokenOf(c) }] as const;

/** @returns a function that finds that booking. It throws a ProblemError where the link opens none. */
export const createFindBooking = (api: Pick<PublicApi, 'getBooking'>) => async (c: Context) =>
  (await answered(api.getBooking(...openedBooking(c)))).body;
