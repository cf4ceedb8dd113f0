import { decideCancellation, isStanding } from '#domain/bookings/booking.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { bookings } from '../contract.ts';
import { findSession } from '../sessions/session.ts';
import { bookingInEmail } from '../telling/booking-email.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';
import { findBookingOf } from './booking.ts';
import { ended } from './end-booking.ts';

const brief = ({ bookingId, reference, status, cancelledAt }: HeldBooking) => ({
  bookingId,
  reference,
  status,
  cancelledAt,
});

export const createCancelForPerson =
  (deps: BookingUseCaseDeps): UseCase<typeof bookings.routes.cancelForPerson> =>
  async ({ path, body }, { caller, work, once }) => {
    const emailId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const session = await findSession(deps.sessions, path.sessionId, work);
      const booking = await findBookingOf(deps, path, work);
      const now = deps.clock();
      const decision = decideCancellation(booking, session.places, now);
      if (!isStanding(booking)) return { reply: { status: 200, body: brief(booking) } };
      if (decision === 'too-late' || session.session.status !== 'published') {
        throw new ProblemError('booking-closed', {
          detail: 'The session has started or is cancelled. Record who came instead',
        });
      }
      const end = { because: 'cancelled-by-hub', at: now.toISOString() } as const;
      const facts = {
        ...bookingInEmail(booking, session),
        was: booking.status,
        by: 'hub' as const,
        ...(body.reason !== undefined && { reason: body.reason }),
      };
      const email = owedMessage(emailId, { kind: 'booking-cancelled', facts });
      const audit = {
        action: 'booking-cancelled-for-person',
        subject: `BOOKING#${booking.bookingId}`,
        actor: caller.sub,
        facts: { sessionId: path.sessionId },
        reason: body.reason,
      };
      return {
        reply: { status: 200, body: brief(ended(booking, end)) },
        change: (carrying) =>
          deps.bookings.cancel({ booking, session, ...end, email }, { ...carrying, audit: [audit] }),
        made: () => deps.counter.count('BookingCancelled'),
      };
    });
  };
