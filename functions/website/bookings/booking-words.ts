import type * as z from 'zod';
import { chargeInWords } from '#domain/bookings/cancellation-policy.ts';
import { momentInLondon } from '#domain/time/london.ts';
import type { Booking as BookingSchema } from '#functions/bookings/places/schemas.ts';

export type Booking = z.output<typeof BookingSchema>;

/** Whether an offer is there to be answered. @param now - ISO 8601 UTC */
export const isOffered = ({ status, offerEndsAt = '', session }: Booking, now: string): boolean =>
  status === 'offered' && session.status === 'published' && now < offerEndsAt;

/** @param now - ISO 8601 UTC */
export const canBeCancelled = ({ status, session }: Booking, now: string): boolean =>
  (status === 'confirmed' || status === 'waitlisted') && session.status === 'published' && now < session.startsAt;

/** How somebody stands, as the heading of their booking. @param now - ISO 8601 UTC */
export function standingInWords(booking: Booking, now: string): string {
  const { status, placeInLine, offerEndsAt, session } = booking;
  if (status === 'cancelled') return 'This booking is cancelled';
  if (session.status === 'cancelled') return 'This session does not take place';
  if (session.endsAt <= now) return 'This session is over';
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
