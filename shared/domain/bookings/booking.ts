import * as z from 'zod';
import { id } from '../ids.ts';
import { count } from '../numbers.ts';
import { emailAddress, personDetails } from '../people/person.ts';
import { instant } from '../time/instant.ts';
import { attendances } from './attendance.ts';
import { charge } from './cancellation-policy.ts';
import { remindersGiven } from './reminders.ts';
import { hasEnded, hasStarted, type Session } from './session.ts';

export const bookingStatuses = ['confirmed', 'waitlisted', 'offered', 'cancelled'] as const;
export type BookingStatus = (typeof bookingStatuses)[number];
/** Of a booking that still holds something: a place, an offer of one, or a turn in the line. */
export const standingStatus = z.enum(bookingStatuses).exclude(['cancelled']);
type StandingStatus = z.output<typeof standingStatus>;

/** Why a booking is over. */
export const cancellationReasons = [
  'cancelled-by-person',
  'cancelled-by-hub',
  'email-bounced',
  'not-me',
  'offer-declined',
  'offer-expired',
  'handed-over',
  'session-cancelled',
] as const;
export type CancellationReason = (typeof cancellationReasons)[number];

const bookers = ['person', 'hub'] as const;
/** Who makes a booking. Staff may book for somebody before booking opens and until the session ends: people walk in on the day. */
export type Booker = (typeof bookers)[number];

/** A booking: for which session, and what became of it. What says something about a person stands in {@link bookingHolderFields}. */
export const bookingFields = {
  bookingId: id,
  sessionId: id,
  personId: id,
  reference: z.string(),
  status: z.enum(bookingStatuses),
  bookedAt: instant,
  bookedBy: z.enum(bookers),
  /** Where it stands in the line while it is waitlisted. */
  rank: z.string().optional(),
  offerEndsAt: instant.optional(),
  confirmedAt: instant.optional(),
  cancelledAt: instant.optional(),
  cancelledBecause: z.enum(cancellationReasons).optional(),
  /** Whose the place became. */
  handedTo: id.optional(),
  /** When an email about it came back from its holder's address for good, and none has arrived since. */
  emailBouncedAt: instant.optional(),
  /** The last change of the session that the holder was told of. */
  toldSequence: count,
  ...remindersGiven,
  certificateCode: z.string().optional(),
  attendanceRecordedAt: instant.optional(),
};

/** Whose a booking is, and what it came to for them. */
export const bookingHolderFields = {
  ...personDetails,
  managerEmail: emailAddress.optional(),
  attendance: z.enum(attendances).optional(),
  charge: charge.optional(),
};

export type Booking = z.output<z.ZodObject<typeof bookingFields & typeof bookingHolderFields>>;

/** One that still holds something. Only such a one can become another: what has ended never comes back. */
export type StandingBooking<Known extends Pick<Booking, 'status'> = Booking> = Known & {
  readonly status: StandingStatus;
};

export const isStanding = <Known extends Pick<Booking, 'status'>>(booking: Known): booking is StandingBooking<Known> =>
  booking.status !== 'cancelled';

/** Whether a booking says of its holder what their profile says now; of what is over or cancelled it stays what was said then. */
export const followsProfile = (
  booking: Pick<Booking, 'status'>,
  session: Pick<Session, 'status' | 'endsAt'>,
  now: Date,
): boolean => isStanding(booking) && session.status === 'published' && !hasEnded(session, now);

export type CancellationDecision = 'cancel' | 'already-cancelled' | 'too-late';

/** Cancelling twice is no error: the second click finds it done. */
export function decideCancellation(
  booking: Pick<Booking, 'status'>,
  session: Pick<Session, 'startsAt'>,
  now: Date,
): CancellationDecision {
  if (booking.status === 'cancelled') return 'already-cancelled';
  return hasStarted(session, now) ? 'too-late' : 'cancel';
}

export type NeedsDecision = 'tell' | 'booking-over' | 'too-late';

/** Whether somebody can say what would help them to take part: while they hold anything, a turn in the line as well, until the session starts. */
export function decideTellingNeeds(
  booking: Pick<Booking, 'status'>,
  session: Pick<Session, 'status' | 'startsAt'>,
  now: Date,
): NeedsDecision {
  if (!isStanding(booking)) return 'booking-over';
  return session.status !== 'published' || hasStarted(session, now) ? 'too-late' : 'tell';
}

export type OfferAnswer = 'answer' | 'already-confirmed' | 'no-offer' | 'offer-ended';

/** Whether an offered place can still be taken or left. */
export function decideOfferAnswer(
  booking: Pick<Booking, 'status' | 'offerEndsAt'>,
  session: Pick<Session, 'startsAt'>,
  now: Date,
): OfferAnswer {
  if (booking.status === 'confirmed') return 'already-confirmed';
  if (booking.status !== 'offered') return 'no-offer';
  const ended = (booking.offerEndsAt ?? '') <= now.toISOString();
  return ended || hasStarted(session, now) ? 'offer-ended' : 'answer';
}
