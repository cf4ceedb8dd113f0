import { decideCancellation } from '../../shared/domain/booking.ts';
import { ProblemError } from '../../shared/http/problem-error.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import { BusyError } from '../../shared/platform/errors.ts';
import type { NewId } from '../../shared/platform/ids.ts';
import type { Counter } from '../../shared/platform/metrics.ts';
import type { Bookings } from '../../shared/records/bookings.ts';
import type { Sessions } from '../../shared/records/sessions.ts';
import { owedMessage, sessionInEmail } from './booking-email.ts';
import type { bookings } from './contract.ts';
import { findOwnBooking } from './get-booking.ts';
import { ownBooking } from './views.ts';

export const createCancelBooking =
  (deps: {
    readonly bookings: Bookings;
    readonly sessions: Sessions;
    readonly clock: Clock;
    readonly newId: NewId;
    readonly counter: Counter;
  }): UseCase<typeof bookings.routes.cancelBooking> =>
  async ({ path }, { caller, work, once }) => {
    const emailId = deps.newId();
    while (performance.now() < work.deadline) {
      const { booking, session } = await findOwnBooking(deps, path.bookingId, caller.tokenHash, work);
      const now = deps.clock();
      const decision = decideCancellation(booking, session.places, now);
      if (decision === 'too-late') {
        throw new ProblemError('booking-closed', {
          detail: 'The session has started, so the booking can no longer be cancelled',
        });
      }
      if (decision === 'already-cancelled' || booking.status === 'cancelled') {
        return { status: 200, body: ownBooking(booking, session) };
      }

      const cancelledAt = now.toISOString();
      const reply = {
        status: 200,
        body: ownBooking({ ...booking, status: 'cancelled', cancelledAt }, session),
      } as const;
      const { bookingId, reference, name, status: was } = booking;
      const outcome = await deps.bookings.cancel(
        booking,
        owedMessage(emailId, {
          kind: 'booking-cancelled',
          facts: { bookingId, reference, name, was, session: sessionInEmail(session) },
        }),
        { work, once: once && { ...once, reply }, cancelledAt },
      );
      if (outcome === 'cancelled') {
        deps.counter.count('BookingCancelled');
        return reply;
      }
    }
    throw new BusyError('the booking changed with every attempt');
  };
