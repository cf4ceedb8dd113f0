import { ProblemError } from '../../shared/http/problem-error.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import type { Work } from '../../shared/platform/work.ts';
import type { Bookings, OwnBooking } from '../../shared/records/bookings.ts';
import type { Sessions, StoredSession } from '../../shared/records/sessions.ts';
import type { bookings } from './contract.ts';
import { ownBooking } from './views.ts';

/** @throws ProblemError `link-not-valid`, the same whether the booking is another's or not there at all */
export async function findOwnBooking(
  deps: { readonly bookings: Bookings; readonly sessions: Sessions },
  bookingId: string,
  tokenHash: string,
  work: Work,
): Promise<{ booking: OwnBooking; session: StoredSession }> {
  const booking = await deps.bookings.findForLink(bookingId, tokenHash, work);
  if (!booking) throw new ProblemError('link-not-valid');
  const session = await deps.sessions.find(booking.sessionId, work);
  if (!session) throw new Error('A booking is for a session that is not there');
  return { booking, session };
}

export const createGetBooking =
  (deps: { readonly bookings: Bookings; readonly sessions: Sessions }): UseCase<typeof bookings.routes.getBooking> =>
  async ({ path }, { caller, work }) => {
    const { booking, session } = await findOwnBooking(deps, path.bookingId, caller.tokenHash, work);
    return { status: 200, body: ownBooking(booking, session) };
  };
