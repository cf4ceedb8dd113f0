import type { Booker } from '#domain/bookings/booking.ts';
import { decideBooking } from '#domain/bookings/places.ts';
import { bookingReference } from '#domain/reference.ts';
import { owedMessage } from '#email/owed-message.ts';
import { refuseUnknownBorough } from '#http/boroughs.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId, Random } from '#platform/ids.ts';
import type { Counter } from '#platform/metrics.ts';
import type { HeldBookings } from '#records/bookings/bookings.ts';
import type { NewBooking } from '#records/bookings/new-booking.ts';
import type { BookingFacts } from '#records/bookings/reserve.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import { bookingInEmail } from '../telling/booking-email.ts';
import { refusalOf, refusalOfOthers } from './refusals.ts';

export interface ReservePlaceDeps {
  readonly hub: Hub;
  readonly bookings: HeldBookings;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: Random;
  readonly counter: Counter;
}

/** What somebody is told who asks for a place now, whether they have one or not. */
export interface Told {
  readonly session: StoredSession;
  /** Why they get none. */
  readonly refusal: ProblemError | undefined;
  readonly status: 'confirmed' | 'waitlisted';
  /** As it was read: others who come in the same moment may be told the same number, and the order decides. */
  readonly placeInLine: number | undefined;
}

/** A booking as it would be made, and the pure decision about it. @throws ProblemError for a borough that the hub does not know */
export function prepareBooking(
  deps: Pick<ReservePlaceDeps, 'hub' | 'clock' | 'newId' | 'random'>,
  bookedBy: Booker,
  wanted: Pick<NewBooking, 'person' | 'managerEmail' | 'accessNeeds' | 'accessNeedsWording'>,
) {
  refuseUnknownBorough(deps.hub, wanted.person);
  const drafted = draftBooking(deps, bookedBy, wanted);

  return {
    ...drafted,

    /** @throws ProblemError `session-not-found` */
    decide({ session }: BookingFacts): Told {
      if (!session) throw new ProblemError('session-not-found');
      const decision = decideBooking(session.places, deps.clock(), bookedBy);
      const others = bookedBy === 'person' ? refusalOfOthers(session.session, wanted.person) : undefined;
      const refusal = refusalOf(decision, session) ?? others;
      if (refusal?.code === 'session-not-found') throw refusal;
      const status = decision === 'waitlisted' ? 'waitlisted' : 'confirmed';
      const placeInLine = status === 'waitlisted' ? session.places.waitlisted + 1 : undefined;
      return { session, refusal, status, placeInLine };
    },
  };
}

/**
 * A booking as it would be made, with the email about it.
 *
 * @param colleague - what they are called who book for somebody else
 */
export function draftBooking(
  deps: Pick<ReservePlaceDeps, 'clock' | 'newId' | 'random'>,
  bookedBy: Booker,
  wanted: Pick<NewBooking, 'person' | 'managerEmail' | 'accessNeeds' | 'accessNeedsWording'>,
  colleague?: string,
) {
  const { person, managerEmail, accessNeeds, accessNeedsWording } = wanted;
  const emailId = deps.newId();
  const booking: NewBooking = {
    bookingId: deps.newId(),
    reference: bookingReference(deps.random),
    bookedAt: deps.clock().toISOString(),
    bookedBy,
    person,
    managerEmail,
    accessNeeds,
    accessNeedsWording,
  };

  return {
    booking,
    emailId,

    email({ session, placeInLine }: Pick<Told, 'session' | 'placeInLine'>) {
      const facts = {
        ...bookingInEmail({ bookingId: booking.bookingId, reference: booking.reference, name: person.name }, session),
        ...(colleague !== undefined && { colleague }),
      };
      return placeInLine === undefined
        ? owedMessage(emailId, { kind: 'booking-confirmed', facts: { ...facts, by: bookedBy } })
        : owedMessage(emailId, { kind: 'booking-waitlisted', facts: { ...facts, placeInLine } });
    },
  };
}

/** Counted once it is made. */
export const countedAs = ({ status }: Pick<Told, 'status'>) =>
  status === 'confirmed' ? ('BookingConfirmed' as const) : ('BookingWaitlisted' as const);
