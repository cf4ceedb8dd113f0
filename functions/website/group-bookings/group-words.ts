import type * as z from 'zod';
import type { CancellationReason } from '#domain/bookings/booking.ts';
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
  offered: 'Is offered a place',
} as const;

/** How it stands with a colleague who was booked for. */
export function colleagueInWords(
  { status, cancelledBecause }: GroupBooking['colleagues'][number],
  session: Pick<GroupBooking['session'], 'status'>,
): string {
  if (status === 'cancelled') return cancelledBecause === undefined ? 'Is cancelled' : endedInWords[cancelledBecause];
  return session.status === 'cancelled' ? endedInWords['session-cancelled'] : standingInWords[status];
}
