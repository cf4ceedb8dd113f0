import { owedMessage } from '#email/owed-message.ts';
import { settle, type Work } from '#platform/work.ts';
import { bookingInEmail } from '../telling/booking-email.ts';
import type { SessionUseCaseDeps } from '../use-case-deps.ts';

/** Ends the offers of a session that nobody answered in time. The places that this frees are offered to the next in line. */
export const createExpireOffers = (deps: SessionUseCaseDeps) => {
  async function expire(sessionId: string, bookingId: string, work: Work): Promise<number> {
    return settle(work, async () => {
      const session = await deps.sessions.find(sessionId, work);
      // One that cannot be read keeps none of the others waiting, and stays among those that have ended.
      const [booking] = await deps.bookings.findEach([bookingId], work);
      const at = deps.clock().toISOString();
      const ended = booking?.status === 'offered' && (booking.offerEndsAt ?? '') <= at;
      // Of a session that is cancelled, each booking ends with it.
      if (!session || !ended || session.session.status === 'cancelled') return 0;
      const outcome = await deps.bookings.cancel(
        {
          booking,
          session,
          because: 'offer-expired',
          at,
          email: owedMessage(deps.newId(), { kind: 'offer-expired', facts: bookingInEmail(booking, session) }),
        },
        { work },
      );
      if (outcome === 'facts-changed') return undefined;
      deps.counter.count('OfferExpired');
      return 1;
    });
  }

  /** Answers how many offers ended. */
  return async (sessionId: string, work: Work): Promise<number> => {
    let ended = 0;
    for (const bookingId of await deps.sessions.listOffersEnded(sessionId, deps.clock().toISOString(), work)) {
      ended += await expire(sessionId, bookingId, work);
    }
    return ended;
  };
};
