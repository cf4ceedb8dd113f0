import type * as z from 'zod';
import type { LinkDecisions } from '#hub/hub.ts';
import { daysAfter, latest } from '../time/instant.ts';
import type { Booking } from './booking.ts';
import type { groupBookingFields } from './group-booking.ts';
import type { Session } from './session.ts';

/*
 * Until when the links in our emails open what they are about: a while longer than there is something to do. It is decided
 * anew whenever a link is used, from how things then stand, so that links that are out already follow what has changed.
 */

/** A booking can be managed until its session starts; then come certificate and fee, with who came, which staff may record late. */
export function bookingLinkEnds(
  { status, cancelledAt, attendanceRecordedAt }: Pick<Booking, 'status' | 'cancelledAt' | 'attendanceRecordedAt'>,
  { endsAt }: Pick<Session, 'endsAt'>,
  links: LinkDecisions,
): string {
  if (status === 'cancelled' && cancelledAt !== undefined) return daysAfter(cancelledAt, links.daysAfterCancelling);
  return daysAfter(latest(endsAt, attendanceRecordedAt), links.daysAfterSession);
}

type GroupBooking = z.output<z.ZodObject<typeof groupBookingFields>>;

/** Who booked for others looks on as long as these can manage what is theirs; who says that it was not them has nothing more to do. */
export const groupLinkEnds = (
  { disownedAt }: Pick<GroupBooking, 'disownedAt'>,
  { endsAt }: Pick<Session, 'endsAt'>,
  links: LinkDecisions,
): string =>
  disownedAt === undefined
    ? daysAfter(endsAt, links.daysAfterSession)
    : daysAfter(disownedAt, links.daysAfterCancelling);
