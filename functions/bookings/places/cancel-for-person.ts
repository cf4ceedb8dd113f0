import { decideCancellation } from '#domain/bookings/booking.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { settle, type Work } from '#platform/work.ts';
import type { HeldBooking } from '#records/bookings/bookings.ts';
import { isStanding } from '#records/bookings/bookings.ts';
import type { bookings } from '../contract.ts';
import { findSession } from '../sessions/get-session.ts';
import { bookingInEmail } from '../telling/booking-email.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';
import { ended } from './end-booking.ts';

/** @throws ProblemError `booking-not-found`, where it is not there or is for another session */
export async function findBookingOf(
  { bookings }: Pick<BookingUseCaseDeps, 'bookings'>,
  { sessionId, bookingId }: { readonly sessionId: string; readonly bookingId: string },
  work: Work,
): Promise<HeldBooking> {
  const booking = await bookings.find(bookingId, work);
  if (booking?.sessionId !== sessionId) throw new ProblemError('booking-not-found');
  return booking;
}

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
    return settle(work, async () => {
      const session = await findSession(deps.sessions, path.sessionId, work);
      const booking = await findBookingOf(deps, path, work);
      const now = deps.clock();
      const decision = decideCancellation(booking, session.places, now);
      if (!isStanding(booking)) return { status: 200, body: brief(booking) };
      if (decision === 'too-late' || session.session.status !== 'published') {
        throw new ProblemError('booking-closed', {
          detail: 'The session has started or is cancelled. Record who came instead',
        });
      }
      const change = { because: 'cancelled-by-hub', at: now.toISOString() } as const;
      const reply = { status: 200, body: brief(ended(booking, change)) } as const;
      const facts = {
        ...bookingInEmail(booking, session),
        was: booking.status,
        by: 'hub' as const,
        ...(body.reason !== undefined && { reason: body.reason }),
      };
      const outcome = await deps.bookings.cancel(
        { booking, session, ...change, email: owedMessage(emailId, { kind: 'booking-cancelled', facts }) },
        {
          work,
          once: once && { ...once, reply },
          audit: [
            {
              action: 'booking-cancelled-for-person',
              subject: `BOOKING#${booking.bookingId}`,
              actor: caller.sub,
              facts: { sessionId: path.sessionId },
              reason: body.reason,
            },
          ],
        },
      );
      if (outcome === 'facts-changed') return undefined;
      deps.counter.count('BookingCancelled');
      return reply;
    });
  };
