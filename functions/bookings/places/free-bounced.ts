import { isStanding } from '#domain/bookings/booking.ts';
import { hasStarted } from '#domain/bookings/session.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { settle, type Work } from '#platform/work.ts';
import type { AttendeeListEntry, AttendeeLists } from '#records/bookings/attendee-lists.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { CurrentAddress } from '#records/people/current-address.ts';
import type { bookings } from '../contract.ts';
import { findSession } from '../sessions/session.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';

/** One request ends no more bookings than this: each is a change of its own, and all of them contend for the session's places. */
const mostAtOnce = 25;

/** Whom no email reaches. Who was booked by staff is known to them, whatever their address does. */
const isUnreachable = ({ emailBouncedAt, emailReturned, bookedBy }: AttendeeListEntry): boolean =>
  bookedBy === 'person' && (emailBouncedAt !== undefined || emailReturned === 'bounced');

/** @throws ProblemError `booking-closed` */
function refuseOnceBegun({ session, places }: StoredSession, now: Date): void {
  if (session.status === 'published' && !hasStarted(places, now)) return;
  throw new ProblemError('booking-closed', { detail: 'The session is not published, or it has started' });
}

/** Places booked with addresses that do not exist go to those who wait. */
export const createFreeBounced = (
  deps: BookingUseCaseDeps & { readonly attendees: AttendeeLists; readonly currentAddress: CurrentAddress },
): UseCase<typeof bookings.routes.freeBounced> => {
  /** Answers whether it was ended now; not where it is over already. */
  async function free(bookingId: string, actor: string, work: Work): Promise<boolean> {
    return settle(work, async () => {
      const booking = await deps.bookings.find(bookingId, work);
      if (!booking || !isStanding(booking)) return false;
      // What came back went to an address that they have left, and bounces of that do not come along.
      if ((await deps.currentAddress(booking.workEmail, bookingId, work)) !== booking.workEmail) return false;
      const session = await findSession(deps.sessions, booking.sessionId, work);
      const now = deps.clock();
      refuseOnceBegun(session, now);
      const outcome = await deps.bookings.freeUnreachable(
        { booking, session, at: now.toISOString() },
        {
          work,
          audit: [
            {
              action: 'booking-freed',
              subject: `BOOKING#${bookingId}`,
              actor,
              facts: { sessionId: booking.sessionId },
            },
          ],
        },
      );
      return outcome === 'facts-changed' ? undefined : outcome === 'changed';
    });
  }

  return async ({ path: { sessionId }, query: { cursor } }, { caller, work }) => {
    refuseOnceBegun(await findSession(deps.sessions, sessionId, work), deps.clock());
    const { items, ...rest } = await deps.attendees.listThose(
      sessionId,
      { limit: mostAtOnce, cursor },
      (entry) => isStanding(entry) && isUnreachable(entry),
      work,
    );
    let freed = 0;
    for (const { bookingId } of items) if (await free(bookingId, caller.sub, work)) freed += 1;
    deps.counter.count('BookingCancelled', freed);
    return { status: 200, body: { freed, ...rest } };
  };
};
