import { decideCancellation, isStanding } from '#domain/bookings/booking.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { Holds } from '#records/people/holds.ts';
import type { bookings } from '../contract.ts';
import { findOwnBooking } from '../places/booking.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';

/**
 * Who reads the mail says that they did not ask for this. What is there ends free of charge, however late, and nobody is written to:
 * who presses this wants no more of our emails. Pressed again, it holds the mailbox anew. Once the session has started the booking
 * stands, and the mailbox is held all the same.
 */
export const createNotMyBooking =
  (deps: BookingUseCaseDeps & { readonly holds: Holds }): UseCase<typeof bookings.routes.notMyBooking> =>
  async ({ path }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const { booking, session } = await findOwnBooking(deps, path.bookingId, caller.tokenHash, work);
      const now = deps.clock();
      const decision = decideCancellation(booking, session.places, now);
      const { heldUntil, write: hold } = await deps.holds.plan(booking.workEmail, work);
      const detail = `The session has started, so nothing can be freed any more. Write to ${deps.hub.contact.email}, and we will put it right`;
      const body = decision === 'too-late' ? { heldUntil, ended: false, detail } : { heldUntil, ended: true };
      const reply = { status: 200, body } as const;
      // The bookings of a session that is cancelled end by themselves.
      if (decision !== 'cancel' || !isStanding(booking) || session.session.status !== 'published') {
        return {
          reply,
          change: async (carrying) => ((await deps.holds.keep(hold, carrying)) ? 'changed' : 'facts-changed'),
        };
      }
      return {
        reply,
        change: (carrying) => deps.bookings.disown({ booking, session, at: now.toISOString(), hold }, carrying),
        made: () => deps.counter.count('BookingCancelled'),
      };
    });
