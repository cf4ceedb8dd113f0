import { isStanding } from '#domain/bookings/booking.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough, type Work } from '#platform/work.ts';
import type { bookings } from '../contract.ts';
import { countedAs, prepareBooking, type ReservePlaceDeps } from './reserve-place.ts';

/** Staff book for somebody, and may know what there is already: that booking is then the answer. */
export const createBookForPerson = (deps: ReservePlaceDeps): UseCase<typeof bookings.routes.bookForPerson> => {
  async function receiptOf(bookingId: string, work: Work) {
    const booking = await deps.bookings.find(bookingId, work);
    if (!booking || !isStanding(booking)) return undefined;
    const { reference, status, sessionId, rank } = booking;
    const placeInLine = status === 'waitlisted' && rank ? await deps.bookings.placeInLine(sessionId, rank, work) : 0;
    return { status: 201, body: { bookingId, reference, status, ...(placeInLine > 0 && { placeInLine }) } } as const;
  }

  return async ({ path: { sessionId }, body }, { caller, work, once }) => {
    const prepared = prepareBooking(deps, 'hub', body);
    const { booking } = prepared;
    const { bookingId, reference } = booking;

    return carryThrough({ work, once }, async () => {
      const facts = await deps.bookings.readFacts(sessionId, body.person.workEmail, work);
      const told = prepared.decide(facts);
      const { refusal, session, status, placeInLine } = told;
      if (facts.holder) {
        const reply = await receiptOf(facts.holder.bookingId, work);
        return reply && { reply };
      }
      if (refusal) throw refusal;

      const audit = {
        action: 'booked-for-person',
        subject: `BOOKING#${bookingId}`,
        actor: caller.sub,
        facts: { sessionId },
      };
      return {
        reply: {
          status: 201,
          body: { bookingId, reference, status, ...(placeInLine !== undefined && { placeInLine }) },
        },
        change: (carrying) =>
          deps.bookings.reserve(
            { booking, status, facts: { ...facts, session }, email: prepared.email(told) },
            { ...carrying, audit: [audit] },
          ),
        made: () => deps.counter.count(countedAs(told)),
      };
    });
  };
};
