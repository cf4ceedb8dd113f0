import type * as z from 'zod';
import { type CancellationReason, decideOfferAnswer } from '#domain/bookings/booking.ts';
import { hasEnded } from '#domain/bookings/session.ts';
import { momentInLondon } from '#domain/time/london.ts';
import type { GroupBooking as GroupBookingSchema } from '#functions/bookings/groups/schemas.ts';

export type GroupBooking = z.output<typeof GroupBookingSchema>;

const endedInWords: Readonly<Record<CancellationReason, string>> = {
  'cancelled-by-person': 'Has cancelled',
  'cancelled-by-hub': 'Was cancelled by us',
  'email-bounced': 'Has no place: our email did not arrive',
  'not-me': 'Told us that this was not for them',
  'offer-declined': 'Did not take the place that was offered',
  'offer-expired': 'Did not answer the offer of a place in time',
  'handed-over': 'Has handed the place over',
  'session-cancelled': 'The session does not take place',
};

const standingInWords = {
  confirmed: 'Has a place',
  waitlisted: 'Is in the waiting list',
} as const;

const overInWords = {
  confirmed: 'Had a place',
  waitlisted: 'Was in the waiting list',
  offered: endedInWords['offer-expired'],
} as const;

/** How it stands with a colleague who was booked for. */
export function colleagueInWords(
  colleague: GroupBooking['colleagues'][number],
  session: Pick<GroupBooking['session'], 'status' | 'startsAt' | 'endsAt'>,
  now: Date,
): string {
  const { status, cancelledBecause, offerEndsAt } = colleague;
  if (status === 'cancelled') return cancelledBecause === undefined ? 'Is cancelled' : endedInWords[cancelledBecause];
  if (session.status === 'cancelled') return endedInWords['session-cancelled'];
  if (hasEnded(session, now)) return overInWords[status];
  if (status !== 'offered') return standingInWords[status];
  // What ends it in its record may come a little later.
  return offerEndsAt === undefined || decideOfferAnswer(colleague, session, now) !== 'answer'
    ? overInWords.offered
    : `Is offered a place until ${momentInLondon(offerEndsAt)}`;
}

/** How it stands with the session that they were booked for, as the heading of the page. */
export function groupInWords({ status, ...times }: GroupBooking['session'], now: Date): string {
  if (status === 'cancelled') return 'This session does not take place';
  return hasEnded(times, now) ? 'This session is over' : 'The colleagues that you booked for';
}
