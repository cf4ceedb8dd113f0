import { decideBooking } from '../../shared/domain/booking.ts';
import { bookingReference } from '../../shared/domain/reference.ts';
import { ProblemError } from '../../shared/http/problem-error.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import type { Hub } from '../../shared/hub/hub.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import { BusyError } from '../../shared/platform/errors.ts';
import type { NewId, Random } from '../../shared/platform/ids.ts';
import type { Counter } from '../../shared/platform/metrics.ts';
import type { Work } from '../../shared/platform/work.ts';
import type { Bookings } from '../../shared/records/bookings.ts';
import { owedMessage, sessionInEmail } from './booking-email.ts';
import type { bookings } from './contract.ts';

export interface BookPlaceDeps {
  readonly hub: Hub;
  readonly bookings: Bookings;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: Random;
  readonly counter: Counter;
}

/**
 * Books a place, or one in the waiting list. The decision is pure and rests on what was read; the write carries the same
 * decision as its condition, so that whoever comes at once, what is decided is what holds.
 */
export const createBookPlace = (deps: BookPlaceDeps): UseCase<typeof bookings.routes.bookPlace> => {
  function refuseUnknownBorough(borough: string): void {
    if (deps.hub.boroughs.includes(borough)) return;
    const detail = `Choose one of: ${deps.hub.boroughs.join(', ')}`;
    throw new ProblemError('not-valid', { errors: [{ in: 'body', pointer: '/person/workplace/borough', detail }] });
  }

  /** The same reply as the first time, whoever asks: nobody learns from it whether an address was known. */
  async function receiptOf(bookingId: string, work: Work) {
    const booking = await deps.bookings.find(bookingId, work);
    if (!booking || booking.status === 'cancelled') return undefined;
    const { reference, status } = booking;
    return { status: 201, body: { bookingId, reference, status } } as const;
  }

  return async ({ body }, { work, once }) => {
    const { sessionId, person, managerEmail, accessNeeds } = body;
    refuseUnknownBorough(person.workplace.borough);
    const bookingId = deps.newId();
    const emailId = deps.newId();
    const reference = bookingReference(deps.random);
    const bookedAt = deps.clock().toISOString();

    while (performance.now() < work.deadline) {
      const facts = await deps.bookings.readFacts(sessionId, person.workEmail, work);
      const { session } = facts;
      const status = session ? decideBooking(session.places, deps.clock()) : 'not-bookable';
      if (!session || status === 'not-bookable') throw new ProblemError('session-not-found');
      if (status === 'closed') throw new ProblemError('booking-closed', { detail: 'The session has already started' });

      const reply = { status: 201, body: { bookingId, reference, status } } as const;
      const messageFacts = { bookingId, reference, name: person.name, session: sessionInEmail(session) };
      const kind = status === 'confirmed' ? 'booking-confirmed' : 'booking-waitlisted';
      const outcome = await deps.bookings.reserve(
        {
          booking: { bookingId, reference, bookedAt, person, managerEmail, accessNeeds },
          status,
          facts: { ...facts, session },
          email: owedMessage(emailId, { kind, facts: messageFacts }),
        },
        { work, once: once && { ...once, reply } },
      );
      if (outcome.outcome === 'reserved') {
        deps.counter.count(status === 'confirmed' ? 'BookingConfirmed' : 'BookingWaitlisted');
        return reply;
      }
      const existing = outcome.outcome === 'already-booked' && (await receiptOf(outcome.bookingId, work));
      if (existing) return existing;
    }
    throw new BusyError('the places changed with every attempt');
  };
};
