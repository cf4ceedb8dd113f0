import { decideCancellation, isStanding } from '#domain/bookings/booking.ts';
import { chargeForCancelling } from '#domain/bookings/cancellation-policy.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { bookings } from '../contract.ts';
import { bookingInEmail } from '../telling/booking-email.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';
import { findOwnBooking, showOwnBooking } from './booking.ts';
import { ended, refuseUntilAccepted } from './end-booking.ts';

/** A confirmed place, an offered one or a turn in the line: whatever the person holds, they may give it back. */
export const createCancelBooking =
  (deps: BookingUseCaseDeps): UseCase<typeof bookings.routes.cancelBooking> =>
  async ({ path, body }, { caller, work, once }) => {
    const emailId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const { booking, session } = await findOwnBooking(deps, path.bookingId, caller.tokenHash, work);
      const now = deps.clock();
      const decision = decideCancellation(booking, session.places, now);
      if (!isStanding(booking)) {
        return { reply: { status: 200, body: await showOwnBooking(deps, booking, session, work) } };
      }
      if (decision === 'too-late' || session.session.status !== 'published') {
        throw new ProblemError('booking-closed', {
          detail: 'The session has started or is cancelled, so the booking can no longer be cancelled',
        });
      }
      const { status: was } = booking;
      const charge =
        was === 'confirmed'
          ? chargeForCancelling(
              session.session.cancellationPolicy,
              session.session,
              now,
              deps.hub.proclaimedBankHolidays,
            )
          : undefined;
      refuseUntilAccepted(charge, body.acceptCharge);

      const because = was === 'offered' ? 'offer-declined' : 'cancelled-by-person';
      const change = { because, at: now.toISOString(), charge } as const;
      const reply = {
        status: 200,
        body: await showOwnBooking(deps, ended(booking, change), session, work),
      } as const;
      const facts = { ...bookingInEmail(booking, session), was, by: 'person' as const, ...(charge && { charge }) };
      const email = owedMessage(emailId, { kind: 'booking-cancelled', facts });
      return {
        reply,
        change: (carrying) => deps.bookings.cancel({ booking, session, ...change, email }, carrying),
        made: () => deps.counter.count('BookingCancelled'),
      };
    });
  };
