import { isStanding } from '#domain/bookings/booking.ts';
import { isOwedAgain, remindedAt, reminders } from '#domain/bookings/reminders.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { Work } from '#platform/work.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { SessionUseCaseDeps } from '../use-case-deps.ts';
import { bookingInEmail } from './booking-email.ts';
import { type DoneForEach, forEachAttendee } from './each-attendee.ts';
import { tellOne } from './tell-one.ts';

/** Of a session that has changed, everybody is told; of one that is cancelled, everybody's booking ends with it. */
export const createTellAttendees = (deps: SessionUseCaseDeps) => {
  async function endOne(
    booking: HeldBooking,
    stored: StoredSession,
    reason: string,
    work: Work,
  ): Promise<number | undefined> {
    if (!isStanding(booking)) return 0;
    const email = owedMessage(deps.newId(), {
      kind: 'session-cancelled',
      facts: {
        ...bookingInEmail(booking, stored),
        was: booking.status,
        reason,
      },
    });
    const at = deps.clock().toISOString();
    const outcome = await deps.bookings.cancel(
      { booking, session: undefined, because: 'session-cancelled', at, email },
      { work },
    );
    return outcome === 'changed' ? 1 : undefined;
  }

  async function remindAgain({ session }: StoredSession, work: Work): Promise<void> {
    const { sessionId, startsAt } = session;
    const [notices = {}] = await deps.sessions.findNotices([sessionId], work);
    const again = reminders.filter(
      (reminder) => remindedAt(notices, reminder) !== undefined && isOwedAgain(reminder, startsAt, deps.clock()),
    );
    await deps.sessions.forgetReminded(sessionId, again, work);
  }

  async function tellAll(stored: StoredSession, work: Work): Promise<DoneForEach> {
    switch (stored.session.status) {
      case 'published': {
        const told = await forEachAttendee(deps, stored, work, (booking, session) =>
          tellOne(deps, booking, session, work),
        );
        await remindAgain(stored, work);
        return told;
      }
      case 'cancelled': {
        const { sessionId, cancelledBecause = 'Not given' } = stored.session;
        const reason = (await deps.sessions.findCancellationReason(sessionId, work)) ?? cancelledBecause;
        return forEachAttendee(deps, stored, work, (booking, session) => endOne(booking, session, reason, work));
      }
      default:
        return { changes: 0, withGaps: false };
    }
  }

  /** Answers how many were told. What is broken off, or had to leave somebody out, leaves the session among those to tell. */
  return async (sessionId: string, work: Work): Promise<number> => {
    const stored = await deps.sessions.find(sessionId, work);
    if (!stored) return 0;
    const { sequence } = stored.session;
    const { changes, withGaps } = await tellAll(stored, work);
    if (withGaps) await deps.sessions.tellAgainLater(sessionId, sequence, work);
    else await deps.sessions.recordTold(sessionId, sequence, work);
    return changes;
  };
};
