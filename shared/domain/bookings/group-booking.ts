import type * as z from 'zod';
import { id } from '../ids.ts';
import { sameMailbox } from '../people/mailbox.ts';
import { personDetails } from '../people/person.ts';
import { instant } from '../time/instant.ts';
import { type Booking, bookingFields } from './booking.ts';

/** So many colleagues are booked for by one form: their bookings are one change, and a transaction takes only so much. */
export const mostColleagues = 10;

/** What one person booked for several colleagues at once. */
export const groupBookingFields = {
  groupBookingId: id,
  sessionId: id,
  bookedAt: instant,
  /** When whose name it was made in said that it was not them. */
  disownedAt: instant.optional(),
};
const { name, workEmail, workplace } = personDetails;
/** Who booked. */
export const groupBookerFields = { name, workEmail, workplace };

/** What somebody who books for others is told of each of them: what an unknown address would be told at that moment. */
export const toldStatus = bookingFields.status.extract(['confirmed', 'waitlisted']);
export type ToldStatus = z.output<typeof toldStatus>;

/** One of the colleagues. There is a booking by this id only where one was made for them by this form. */
export const groupMemberFields = { groupBookingId: id, bookingId: id, status: toldStatus };
export const groupMemberHolderFields = { name, workEmail };

type Standing = Pick<Booking, 'status' | 'offerEndsAt' | 'cancelledBecause'>;

/**
 * How it stands with somebody who was booked for. Who had booked already, or for whom nothing could be made, stays as whoever
 * booked for them was told: nothing moves that would say so.
 *
 * @param booking - that was made for them by this form
 */
export const standsAs = ({ status }: { readonly status: ToldStatus }, booking: Standing | undefined): Standing =>
  booking
    ? { status: booking.status, offerEndsAt: booking.offerEndsAt, cancelledBecause: booking.cancelledBecause }
    : { status };

/** Which of several addresses lead to a mailbox that is there before them, whoever's: by position. */
export const repeatedMailboxes = (addresses: readonly string[]): number[] =>
  addresses.flatMap((address, at) => (addresses.slice(0, at).some((other) => sameMailbox(other, address)) ? [at] : []));
