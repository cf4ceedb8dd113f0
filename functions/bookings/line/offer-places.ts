import { mismatches } from '#domain/bookings/audience.ts';
import { owesOffer } from '#domain/bookings/places.ts';
import { offerEndsAt } from '#domain/bookings/waiting-list.ts';
import { owedMessage } from '#email/owed-message.ts';
import { settle, type Work } from '#platform/work.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import { bookingInEmail } from '../telling/booking-email.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';

const pageOfLine = 25;

/**
 * Offers each free place to the first in line whom the session is still for. Reads how things stand each time, so that it
 * may be asked as often as anything has changed.
 */
export const createOfferPlaces = (deps: BookingUseCaseDeps) => {
  async function firstEligible({ session }: StoredSession, work: Work): Promise<HeldBooking | undefined> {
    const { sessionId, audience } = session;
    let cursor: string | undefined;
    do {
      const line = await deps.bookings.listLine(sessionId, { limit: pageOfLine, cursor }, work);
      const waiting = await deps.bookings.findEach(
        line.items.map(({ bookingId }) => bookingId),
        work,
      );
      const next = waiting.find(
        (booking) => booking.status === 'waitlisted' && mismatches(audience, booking).length === 0,
      );
      if (next) return next;
      cursor = line.nextCursor;
    } while (cursor !== undefined);
    return undefined;
  }

  /** Answers how many offers were made. */
  return async (sessionId: string, work: Work): Promise<number> => {
    let made = 0;
    return settle(work, async () => {
      const session = await deps.sessions.find(sessionId, work);
      const now = deps.clock();
      if (!session || !owesOffer(session.places, now)) return made;
      const booking = await firstEligible(session, work);
      if (!booking) return made;
      const endsAt = offerEndsAt(now, session.places.closesAt, deps.hub.offers);
      const email = owedMessage(deps.newId(), {
        kind: 'place-offered',
        facts: { ...bookingInEmail(booking, session), offerEndsAt: endsAt },
      });
      const outcome = await deps.bookings.offer({ booking, endsAt, at: now.toISOString(), session, email }, { work });
      if (outcome === 'changed') {
        made += 1;
        deps.counter.count('OfferMade');
      }
      return undefined;
    });
  };
};
