import type { UseCase } from '#http/use-case.ts';
import { settle, type Work } from '#platform/work.ts';
import { isStanding } from '#records/bookings/bookings.ts';
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

    return settle(work, async () => {
      const facts = await deps.bookings.readFacts(sessionId, body.person.workEmail, work);
      const told = prepared.decide(facts);
      const { refusal, session, status, placeInLine } = told;
      if (facts.holder) return receiptOf(facts.holder.bookingId, work);
      if (refusal) throw refusal;

      const receipt = { bookingId, reference, status, ...(placeInLine !== undefined && { placeInLine }) };
      const reply = { status: 201, body: receipt } as const;
      const audited = { action: 'booked-for-person', subject: `BOOKING#${bookingId}`, facts: { sessionId } };
      const outcome = await deps.bookings.reserve(
        { booking, status, facts: { ...facts, session }, email: prepared.email(told) },
        { work, once: once && { ...once, reply }, audit: [{ ...audited, actor: caller.sub }] },
      );
      if (outcome === 'facts-changed') return undefined;
      deps.counter.count(countedAs(told));
      return reply;
    });
  };
};
