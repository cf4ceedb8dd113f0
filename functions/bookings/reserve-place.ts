import { type Booker, decideBooking } from '../../shared/domain/booking.ts';
import { bookingReference } from '../../shared/domain/reference.ts';
import { owedMessage } from '../../shared/email/owed-message.ts';
import { refuseUnknownBorough } from '../../shared/http/boroughs.ts';
import type { Hub } from '../../shared/hub/hub.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { NewId, Random } from '../../shared/platform/ids.ts';
import type { Counter } from '../../shared/platform/metrics.ts';
import { type Once, settle, type Work } from '../../shared/platform/work.ts';
import type { AuditFact } from '../../shared/records/audit-trail.ts';
import type { Bookings } from '../../shared/records/bookings.ts';
import type { NewBooking } from '../../shared/records/new-booking.ts';
import type { StoredSession } from '../../shared/records/sessions.ts';
import { bookingInEmail } from './booking-email.ts';
import { bookableOrRefuse, refuseOthers } from './eligibility.ts';

export interface ReservePlaceDeps {
  readonly hub: Hub;
  readonly bookings: Bookings;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: Random;
  readonly counter: Counter;
}

interface Wanted extends Pick<NewBooking, 'person' | 'managerEmail' | 'accessNeeds'> {
  readonly sessionId: string;
}

/**
 * Books a place, or a turn in the waiting list. The decision is pure and rests on what was read; the write carries the same
 * decision as its condition, so that whoever comes at once, what is decided is what holds.
 */
export const createReservePlace = (deps: ReservePlaceDeps, bookedBy: Booker) => {
  /** The same reply as the first time, whoever asks: nobody learns from it whether an address was known. */
  async function receiptOf(bookingId: string, work: Work) {
    const booking = await deps.bookings.find(bookingId, work);
    if (!booking || booking.status === 'cancelled') return undefined;
    const { reference, status, sessionId, rank } = booking;
    const placeInLine = status === 'waitlisted' && rank ? await deps.bookings.placeInLine(sessionId, rank, work) : 0;
    return { status: 201, body: { bookingId, reference, status, ...(placeInLine > 0 && { placeInLine }) } } as const;
  }

  function emailOf(emailId: string, booking: NewBooking, session: StoredSession, placeInLine: number | undefined) {
    const { bookingId, reference, person } = booking;
    const facts = bookingInEmail({ bookingId, reference, name: person.name }, session);
    return placeInLine === undefined
      ? owedMessage(emailId, { kind: 'booking-confirmed', facts: { ...facts, by: bookedBy } })
      : owedMessage(emailId, { kind: 'booking-waitlisted', facts: { ...facts, placeInLine } });
  }

  return async (
    { sessionId, person, managerEmail, accessNeeds }: Wanted,
    {
      work,
      once,
      audit,
    }: { readonly work: Work; readonly once: Once | undefined; readonly audit?: (bookingId: string) => AuditFact },
  ) => {
    refuseUnknownBorough(deps.hub, person);
    const bookingId = deps.newId();
    const emailId = deps.newId();
    const reference = bookingReference(deps.random);
    const bookedAt = deps.clock().toISOString();
    const booking: NewBooking = { bookingId, reference, bookedAt, bookedBy, person, managerEmail, accessNeeds };

    return settle(work, async () => {
      const facts = await deps.bookings.readFacts(sessionId, person.workEmail, work);
      const decision = facts.session ? decideBooking(facts.session.places, deps.clock(), bookedBy) : 'not-bookable';
      const { status, session } = bookableOrRefuse(decision, facts.session);
      if (bookedBy === 'person') refuseOthers(session.session, person);

      // As it was read: others who come in the same moment may be told the same number, and the order decides.
      const placeInLine = status === 'waitlisted' ? session.places.waitlisted + 1 : undefined;
      const reply = {
        status: 201,
        body: { bookingId, reference, status, ...(placeInLine !== undefined && { placeInLine }) },
      } as const;
      const outcome = await deps.bookings.reserve(
        { booking, status, facts: { ...facts, session }, email: emailOf(emailId, booking, session, placeInLine) },
        { work, once: once && { ...once, reply }, ...(audit && { audit: [audit(bookingId)] }) },
      );
      if (outcome.outcome === 'reserved') {
        deps.counter.count(status === 'confirmed' ? 'BookingConfirmed' : 'BookingWaitlisted');
        return reply;
      }
      return outcome.outcome === 'already-booked' ? receiptOf(outcome.bookingId, work) : undefined;
    });
  };
};
