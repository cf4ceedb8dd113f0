import { isStanding } from '#domain/bookings/booking.ts';
import { isOwedAgain, remindedAt, reminders } from '#domain/bookings/reminders.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { Work } from '#platform/work.ts';
import type { HeldBooking } from '#records/bookings/booking-reads.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { SessionUseCaseDeps } from '../use-case-deps.ts';
import { bookingInEmail } from './booking-email.ts';

/**
 * Owes one person word of how their session now is, if they have not had it. Several changes in quick succession are one word.
 *
 * @returns as `forEachAttendee` takes it
 */
export async function tellOne(
  deps: SessionUseCaseDeps,
  booking: HeldBooking,
  stored: StoredSession,
  work: Work,
): Promise<number | undefined> {
  const { session } = stored;
  if (!isStanding(booking) || booking.toldSequence >= session.sequence) return 0;
  const remindAgain = reminders.filter(
    (reminder) => remindedAt(booking, reminder) !== undefined && isOwedAgain(reminder, session.startsAt, deps.clock()),
  );
  const changed = booking.toldSequence === session.sequence - 1 ? (session.changed ?? []) : [];
  const email = owedMessage(deps.newId(), {
    kind: 'session-changed',
    facts: { ...bookingInEmail(booking, stored), status: booking.status, changed },
  });
  const outcome = await deps.bookings.tellOfChange(booking, stored, { remindAgain, email }, work);
  return outcome === 'changed' ? 1 : undefined;
}
