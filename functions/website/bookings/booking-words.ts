import type * as z from 'zod';
import { decideCancellation, decideOfferAnswer, decideTellingNeeds } from '#domain/bookings/booking.ts';
import { chargeInWords } from '#domain/bookings/cancellation-policy.ts';
import { hasEnded } from '#domain/bookings/session.ts';
import { momentInLondon } from '#domain/time/london.ts';
import type { Booking as BookingSchema } from '#functions/bookings/places/schemas.ts';

export type Booking = z.output<typeof BookingSchema>;

const isHeld = ({ session }: Booking): boolean => session.status === 'published';

/** Whether an offer is there to be answered. */
export const isOffered = (booking: Booking, now: Date): boolean =>
  isHeld(booking) && decideOfferAnswer(booking, booking.session, now) === 'answer';

/** Whether somebody has what they could give up: an offer is declined instead. */
export const canBeCancelled = (booking: Booking, now: Date): boolean =>
  isHeld(booking) && booking.status !== 'offered' && decideCancellation(booking, booking.session, now) === 'cancel';

/** Whether somebody has a place that a colleague could have instead. */
export const canBeHandedOver = (booking: Booking, now: Date): boolean =>
  booking.status === 'confirmed' && canBeCancelled(booking, now);

/** Whether somebody can still say what would help them to take part. */
export const canTellNeeds = (booking: Booking, now: Date): boolean =>
  decideTellingNeeds(booking, booking.session, now) === 'tell';

/** How somebody stands, as the heading of their booking. */
export function standingInWords(booking: Booking, now: Date): string {
  const { status, cancelledBecause, placeInLine, offerEndsAt, session } = booking;
  if (cancelledBecause === 'handed-over') return 'You have handed over your place';
  if (status === 'cancelled') return 'This booking is cancelled';
  if (session.status === 'cancelled') return 'This session does not take place';
  if (hasEnded(session, now)) return 'This session is over';
  if (status === 'confirmed') return 'You have a place';
  if (isOffered(booking, now) && offerEndsAt !== undefined)
    return `We keep a place for you until ${momentInLondon(offerEndsAt)}`;
  if (status === 'offered') return 'This offer of a place has ended';
  return placeInLine === undefined
    ? 'You are in the waiting list'
    : `You are number ${placeInLine} in the waiting list`;
}

/** What cancelling costs now; nothing where it is free. */
export const costOfCancelling = ({ chargeIfCancelledNow: charge }: Booking): string | undefined =>
  charge && charge.pence > 0 ? chargeInWords(charge) : undefined;
