import { decideOfferAnswer } from '#domain/bookings/booking.ts';
import { momentInLondon } from '#domain/time/london.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { bookings } from '../contract.ts';
import { findOwnBooking, showOwnBooking } from '../places/booking.ts';
import { ended } from '../places/end-booking.ts';
import { bookingInEmail } from '../telling/booking-email.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';

const noOffer = ({ status }: HeldBooking) =>
  new ProblemError('wrong-state', {
    detail: `No place is on offer: the booking is ${status}`,
    extensions: { bookingStatus: status },
  });

const offerEnded = ({ offerEndsAt }: HeldBooking) =>
  new ProblemError('offer-ended', {
    ...(offerEndsAt !== undefined && {
      detail: `The place was kept for you until ${momentInLondon(offerEndsAt)} (UK time)`,
      extensions: { offerEndsAt },
    }),
  });

/** Accepting twice is no error: the second click finds the place confirmed. */
export const createAcceptOffer =
  (deps: BookingUseCaseDeps): UseCase<typeof bookings.routes.acceptOffer> =>
  async ({ path }, { caller, work, once }) => {
    const emailId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const { booking, session } = await findOwnBooking(deps, path.bookingId, caller.tokenHash, work);
      const now = deps.clock();
      const decision = decideOfferAnswer(booking, session.places, now);
      if (decision === 'no-offer') throw noOffer(booking);
      if (decision === 'offer-ended' || session.session.status !== 'published') throw offerEnded(booking);
      if (decision === 'already-confirmed') {
        return { reply: { status: 200, body: await showOwnBooking(deps, booking, session, work) } };
      }
      const at = now.toISOString();
      const { offerEndsAt: _answered, ...rest } = booking;
      const confirmed: HeldBooking = { ...rest, status: 'confirmed', confirmedAt: at };
      const reply = { status: 200, body: await showOwnBooking(deps, confirmed, session, work) } as const;
      const email = owedMessage(emailId, {
        kind: 'booking-confirmed',
        facts: { ...bookingInEmail(booking, session), by: 'offer' },
      });
      return {
        reply,
        change: (carrying) => deps.bookings.accept({ booking, at, session, email }, carrying),
        made: () => deps.counter.count('OfferAccepted'),
      };
    });
  };

export const createDeclineOffer =
  (deps: BookingUseCaseDeps): UseCase<typeof bookings.routes.declineOffer> =>
  async ({ path }, { caller, work, once }) => {
    const emailId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const { booking, session } = await findOwnBooking(deps, path.bookingId, caller.tokenHash, work);
      if (booking.cancelledBecause === 'offer-declined') {
        return { reply: { status: 200, body: await showOwnBooking(deps, booking, session, work) } };
      }
      const now = deps.clock();
      const decision = decideOfferAnswer(booking, session.places, now);
      if (decision === 'no-offer' || decision === 'already-confirmed') throw noOffer(booking);
      if (decision === 'offer-ended' || session.session.status !== 'published') throw offerEnded(booking);
      const end = { because: 'offer-declined', at: now.toISOString() } as const;
      const reply = { status: 200, body: await showOwnBooking(deps, ended(booking, end), session, work) } as const;
      const facts = { ...bookingInEmail(booking, session), was: 'offered', by: 'person' } as const;
      const email = owedMessage(emailId, { kind: 'booking-cancelled', facts });
      return {
        reply,
        change: (carrying) => deps.bookings.cancel({ booking, session, ...end, email }, carrying),
        made: () => deps.counter.count('OfferDeclined'),
      };
    });
  };
