import { needsReminder, type Reminder, remindedAt, reminderDue } from '#domain/bookings/reminders.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { Work } from '#platform/work.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { SessionUseCaseDeps } from '../use-case-deps.ts';
import { bookingInEmail } from './booking-email.ts';
import { forEachAttendee } from './each-attendee.ts';
import { tellOne } from './tell-one.ts';

/** Owes each holder of a place a reminder, once; and who has yet to hear of a change hears of that first. */
export const createSendReminders = (deps: SessionUseCaseDeps) => {
  async function remindOne(
    booking: HeldBooking,
    stored: StoredSession,
    reminder: Reminder,
    work: Work,
  ): Promise<number | undefined> {
    const { session } = stored;
    if (booking.status !== 'confirmed' || session.status !== 'published') return 0;
    if (remindedAt(booking, reminder) !== undefined) return 0;
    if (!needsReminder(reminder, session.startsAt, booking.confirmedAt ?? booking.bookedAt)) return 0;
    if (booking.toldSequence < session.sequence) {
      await tellOne(deps, booking, stored, work);
      return undefined;
    }
    const email = owedMessage(deps.newId(), {
      kind: 'reminder',
      facts: { ...bookingInEmail(booking, stored), reminder },
    });
    const outcome = await deps.bookings.remind(booking, stored, reminder, email, work);
    return outcome === 'changed' ? 1 : undefined;
  }

  /** Answers how many were reminded. */
  return async (sessionId: string, reminder: Reminder, work: Work): Promise<number> => {
    const stored = await deps.sessions.find(sessionId, work);
    if (stored?.session.status !== 'published') return 0;
    if (reminderDue(stored.session, deps.clock()) !== reminder) return 0;
    const { changes, withGaps } = await forEachAttendee(deps, stored, work, (booking, session) =>
      remindOne(booking, session, reminder, work),
    );
    if (withGaps) await deps.sessions.remindAgainLater(sessionId, reminder, work);
    else await deps.sessions.recordReminded(sessionId, reminder, work);
    return changes;
  };
};
