import { decideCancellation } from '#domain/bookings/booking.ts';
import type { UseCase } from '#http/use-case.ts';
import { settle } from '#platform/work.ts';
import { isStanding } from '#records/bookings/bookings.ts';
import type { Holds } from '#records/people/holds.ts';
import type { bookings } from '../contract.ts';
import { findOwnBooking } from '../places/get-booking.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';

/**
 * Who reads the mail says that they did not ask for this. What is there ends free of charge, however late, and nobody is written to:
 * who presses this wants no more of our emails. Pressed again, it holds the mailbox anew. Once the session has started the booking
 * stands, and the mailbox is held all the same.
 */
export const createNotMyBooking =
  (deps: BookingUseCaseDeps & { readonly holds: Holds }): UseCase<typeof bookings.routes.notMyBooking> =>
  async ({ path }, { caller, work, once }) =>
    settle(work, async () => {
      const { booking, session } = await findOwnBooking(deps, path.bookingId, caller.tokenHash, work);
      const now = deps.clock();
      const decision = decideCancellation(booking, session.places, now);
      const { heldUntil, write } = await deps.holds.plan(booking.workEmail, work);
      const detail = `The session has started, so nothing can be freed any more. Write to ${deps.hub.contact.email}, and we will put it right`;
      const body = decision === 'too-late' ? { heldUntil, ended: false, detail } : { heldUntil, ended: true };
      const reply = { status: 200, body } as const;
      const change = { work, once: once && { ...once, reply } };
      // The bookings of a session that is cancelled end by themselves.
      if (decision !== 'cancel' || !isStanding(booking) || session.session.status !== 'published') {
        return (await deps.holds.keep(write, change)) && reply;
      }
      const outcome = await deps.bookings.disown({ booking, session, at: now.toISOString(), hold: write }, change);
      if (outcome === 'facts-changed') return undefined;
      deps.counter.count('BookingCancelled');
      return reply;
    });
