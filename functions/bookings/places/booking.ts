import { bookingLinkEnds } from '#domain/bookings/link-ends.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Work } from '#platform/work.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { Line } from '#records/bookings/line.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import { ownBooking } from '../replies.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';

/** @throws ProblemError `booking-not-found`, where it is not there or is for another session */
export async function findBookingOf(
  { bookings }: Pick<BookingUseCaseDeps, 'bookings'>,
  { sessionId, bookingId }: { readonly sessionId: string; readonly bookingId: string },
  work: Work,
): Promise<HeldBooking> {
  const booking = await bookings.find(bookingId, work);
  if (booking?.sessionId !== sessionId) throw new ProblemError('booking-not-found');
  return booking;
}

/** The booking that a link opens, with its session; nothing where the link has ended, or is another's, or no link at all. */
export async function findLinkedBooking(
  deps: Pick<BookingUseCaseDeps, 'bookings' | 'sessions' | 'hub' | 'clock'>,
  bookingId: string,
  tokenHash: string,
  work: Work,
): Promise<{ booking: HeldBooking; session: StoredSession } | undefined> {
  const booking = await deps.bookings.findForLink(bookingId, tokenHash, work);
  if (!booking) return undefined;
  const session = await deps.sessions.find(booking.sessionId, work);
  if (!session) throw new Error('A booking is for a session that is not there');
  const endsAt = bookingLinkEnds(booking, session.session, deps.hub.links);
  return endsAt > deps.clock().toISOString() ? { booking, session } : undefined;
}

/** @throws ProblemError `link-not-valid`, the same whether the link has ended, the booking is another's or not there at all */
export async function findOwnBooking(
  ...[deps, bookingId, tokenHash, work]: Parameters<typeof findLinkedBooking>
): Promise<{ booking: HeldBooking; session: StoredSession }> {
  const found = await findLinkedBooking(deps, bookingId, tokenHash, work);
  if (!found) throw new ProblemError('link-not-valid');
  return found;
}

/** With its present place in the line, which is counted for who waits. */
export async function showOwnBooking(
  {
    bookings,
    hub,
    clock,
  }: Pick<BookingUseCaseDeps, 'hub' | 'clock'> & { readonly bookings: Pick<Line, 'placeInLine'> },
  booking: HeldBooking,
  session: StoredSession,
  work: Work,
) {
  const { status, rank, sessionId } = booking;
  const waits = status === 'waitlisted' && rank !== undefined;
  const counted = waits ? await bookings.placeInLine(sessionId, rank, work) : 0;
  // Who has left the line since their booking was read may find nobody in it.
  const placeInLine = counted > 0 ? counted : undefined;
  return ownBooking(booking, session, { hub, now: clock(), placeInLine });
}
