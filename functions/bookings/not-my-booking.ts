import { decideCancellation } from '../../shared/domain/booking.ts';
import { ProblemError } from '../../shared/http/problem-error.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import { settle } from '../../shared/platform/work.ts';
import type { Holds } from '../../shared/records/holds.ts';
import type { bookings } from './contract.ts';
import { isStanding } from './end-booking.ts';
import { findOwnBooking } from './get-booking.ts';
import type { BookingUseCaseDeps } from './use-case-deps.ts';

/**
 * Who reads the mail says that they did not ask for this. What is there ends free of charge, however late, and nobody is written to:
 * who presses this wants no more of our emails. Pressed again, it holds the mailbox anew.
 */
export const createNotMyBooking =
  (deps: BookingUseCaseDeps & { readonly holds: Holds }): UseCase<typeof bookings.routes.notMyBooking> =>
  async ({ path }, { caller, work, once }) =>
    settle(work, async () => {
      const { booking, session } = await findOwnBooking(deps, path.bookingId, caller.tokenHash, work);
      const now = deps.clock();
      const decision = decideCancellation(booking, session.places, now);
      if (decision === 'too-late') {
        throw new ProblemError('booking-closed', {
          detail: `The session has started, so nothing can be freed any more. Write to ${deps.hub.contact.email}, and we will put it right`,
        });
      }
      const hold = await deps.holds.plan(booking.workEmail, work);
      const reply = { status: 200, body: { heldUntil: hold.heldUntil } } as const;
      const change = { work, once: once && { ...once, reply } };
      // The bookings of a session that is cancelled end by themselves.
      if (decision === 'already-cancelled' || !isStanding(booking) || session.session.status !== 'published') {
        return (await deps.holds.keep(hold, change)) && reply;
      }
      const outcome = await deps.bookings.disown({ booking, session, at: now.toISOString(), hold: hold.write }, change);
      if (outcome === 'facts-changed') return undefined;
      deps.counter.count('BookingCancelled');
      return reply;
    });
