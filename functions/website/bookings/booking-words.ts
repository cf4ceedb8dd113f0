import type * as z from 'zod';
import { chargeInWords } from '#domain/bookings/cancellation-policy.ts';
import { momentInLondon } from '#domain/time/london.ts';
import type { Booking as BookingSchema } from '#functions/bookings/places/schemas.ts';

export type Booking = z.output<typeof BookingSchema>;

/** `You are number 3 in the line`. */
export function standingInWords({ status, placeInLine, offerEndsAt, attendance }: Booking): string {
  switch (status) {
    case 'confirmed':
      return attendance === undefined ? 'You have a place' : 'The session is over';
    case 'waitlisted':
      return placeInLine === undefined
        ? 'You are in the waiting list'
        : `You are number ${placeInLine} in the waiting list`;
    case 'offered':
      return offerEndsAt === undefined
        ? 'We keep a place for you'
        : `We keep a place for you until ${momentInLondon(offerEndsAt)}`;
    case 'cancelled':
      return 'This booking is cancelled';
  }
}

/** What cancelling costs now; nothing where it is free. */
export const costOfCancelling = ({ chargeIfCancelledNow: charge }: Booking): string | undefined =>
  charge && charge.pence > 0 ? chargeInWords(charge) : undefined;

export const canBeCancelled = ({ status, session }: Booking): boolean =>
  (status === 'confirmed' || status === 'waitlisted') && session.status === 'published';
