import { type Reminder, reminderField } from '#domain/bookings/reminders.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import { all, any, type Condition, present, when } from '../engine/conditions.ts';
import type { FactsOf } from '../engine/record.ts';
import type { RecordsFor } from '../engine/records.ts';
import { update } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { NoticesRecord } from './items.ts';
import { againAfterMs } from './to-tell.ts';
import { NoticesView } from './views.ts';

export type Notices = Partial<FactsOf<typeof NoticesView>>;

/** An email to the organiser. */
export interface Notice {
  readonly to: string;
  readonly contents: EmailContents;
}

/** What everybody of a session, or its organiser, has been sent by the clock. */
export interface SessionNotices {
  findNotices(sessionIds: readonly string[], work: Work): Promise<Notices[]>;
  /** That everybody has had this reminder. */
  recordReminded(sessionId: string, reminder: Reminder, work: Work): Promise<void>;
  /** That some who are owed this reminder cannot be given it as yet. */
  remindAgainLater(sessionId: string, reminder: Reminder, work: Work): Promise<void>;
  /** That these are owed once more, since the session has moved away. */
  forgetReminded(sessionId: string, reminders: readonly Reminder[], work: Work): Promise<void>;
  /** Owes the organiser word that too few have booked; once for a session. */
  oweMinimumNotice(sessionId: string, notice: Notice, work: Work): Promise<void>;
  /** Owes the organiser word that the session is full; once, and again when it is full at a greater capacity. */
  oweFullNotice(sessionId: string, capacity: number, notice: Notice, work: Work): Promise<void>;
}

/** Whether this reminder is not yet to be tried again. */
export const isPutOff = ({ remindAgain }: Notices, reminder: Reminder, now: Date): boolean =>
  remindAgain?.reminder === reminder && remindAgain.at > now.toISOString();

/** Within the hour before the start, an hour later is too late. */
const hourAgainAfterMs = 900_000;

export function createSessionNotices({
  records,
  clock,
}: {
  readonly records: RecordsFor<never>;
  readonly clock: Clock;
}): SessionNotices {
  const later = (ms: number): string => new Date(clock().getTime() + ms).toISOString();

  async function oweNotice(
    sessionId: string,
    set: Notices,
    notYet: Condition,
    { to, contents }: Notice,
    work: Work,
  ): Promise<void> {
    // Refused where the notice was given before: nothing is owed.
    await records.commit(
      {
        notices: update(NoticesRecord, keys.notices(sessionId), { set }, all(present, notYet)),
        email: oweEmail({ ...contents, to, about: { kind: 'session', id: sessionId } }, clock()),
      },
      { work },
    );
  }

  return {
    async findNotices(sessionIds, work) {
      const found = await records.findEach(NoticesView, sessionIds.map(keys.notices), work);
      return found.map((notices) => notices ?? {});
    },

    async recordReminded(sessionId, reminder, work) {
      const set = { [reminderField[reminder]]: clock().toISOString() };
      await records.updateOne(update(NoticesRecord, keys.notices(sessionId), { set }), work);
    },

    async remindAgainLater(sessionId, reminder, work) {
      const at = later(reminder === 'hour' ? hourAgainAfterMs : againAfterMs);
      await records.updateOne(
        update(NoticesRecord, keys.notices(sessionId), { set: { remindAgain: { reminder, at } } }),
        work,
      );
    },

    async forgetReminded(sessionId, reminders, work) {
      const again = reminders.map((reminder) => reminderField[reminder]);
      if (again.length > 0)
        await records.updateOne(update(NoticesRecord, keys.notices(sessionId), { remove: again }), work);
    },

    oweMinimumNotice: (sessionId, email, work) =>
      oweNotice(
        sessionId,
        { minimumNumbersAt: clock().toISOString() },
        when(NoticesRecord).missing('minimumNumbersAt'),
        email,
        work,
      ),

    oweFullNotice: (sessionId, capacity, email, work) =>
      oweNotice(
        sessionId,
        { fullAtCapacity: capacity },
        any(
          when(NoticesRecord).missing('fullAtCapacity'),
          when(NoticesRecord).compare('fullAtCapacity', '<', { value: capacity }),
        ),
        email,
        work,
      ),
  };
}
