import type { CancellationReason } from '#domain/bookings/booking.ts';
import { type Charge, chargeInWords } from '#domain/bookings/cancellation-policy.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';

/** A booking as it is once it has ended, and as it is stored then, from which a retry is answered. */
export const ended = (
  { offerEndsAt: _offer, ...booking }: HeldBooking,
  {
    because,
    at,
    charge,
  }: { readonly because: CancellationReason; readonly at: string; readonly charge?: Charge | undefined },
): HeldBooking => ({
  ...booking,
  status: 'cancelled',
  cancelledAt: at,
  cancelledBecause: because,
  ...(charge && { charge }),
});

/** @throws ProblemError `late-cancellation`, saying what is due and who pays, until the person has accepted it */
export function refuseUntilAccepted(
  charge: Charge | undefined,
  accepted: boolean,
  due: 'certain' | 'unless-substituted' = 'certain',
): void {
  if (charge === undefined || accepted) return;
  throw new ProblemError('late-cancellation', {
    detail:
      due === 'certain'
        ? `It is too late to do this free of charge: there would be a fee of ${chargeInWords(charge)}`
        : `There is nothing to pay if they come instead of you. If they have a place already, there would be a fee of ${chargeInWords(charge)}`,
    extensions: { charge, confirmWith: { acceptCharge: true } },
  });
}
