import type * as z from 'zod';
import { instant } from '../time/instant.ts';
import type { Session } from './session.ts';

export const reminders = ['week', 'day', 'hour'] as const;
export type Reminder = (typeof reminders)[number];

/** When each was given: to one who comes, or to everybody. */
export const remindersGiven = {
  weekReminderAt: instant.optional(),
  dayReminderAt: instant.optional(),
  hourReminderAt: instant.optional(),
};
type RemindersGiven = z.output<z.ZodObject<typeof remindersGiven>>;

export const reminderField = {
  week: 'weekReminderAt',
  day: 'dayReminderAt',
  hour: 'hourReminderAt',
} as const satisfies Record<Reminder, keyof RemindersGiven>;

/** When this one was given, if it was. */
export const remindedAt = (given: RemindersGiven, reminder: Reminder): string | undefined =>
  given[reminderField[reminder]];

const hour = 3_600_000;
const leadMs: Readonly<Record<Reminder, number>> = { week: 7 * 24 * hour, day: 24 * hour, hour };
/** A move by less than this does not bring a reminder again that people have had. */
const againAfterMs = 24 * hour;

/** When a reminder is due, as ISO 8601 UTC. */
export const reminderMoment = (reminder: Reminder, startsAt: string): string =>
  new Date(Date.parse(startsAt) - leadMs[reminder]).toISOString();

/** Who joins from a screen is reminded an hour before, too; who travels is on the way by then. */
export const remindersFor = (format: Session['format']): readonly Reminder[] =>
  format === 'webinar' ? reminders : reminders.filter((reminder) => reminder !== 'hour');

/**
 * The reminder that is due now: the latest whose moment has come. An earlier one that was missed is not sent late, since the
 * later says the same.
 */
export function reminderDue(
  { format, startsAt }: Pick<Session, 'format' | 'startsAt'>,
  now: Date,
): Reminder | undefined {
  const instant = now.toISOString();
  if (startsAt <= instant) return undefined;
  return remindersFor(format).findLast((reminder) => reminderMoment(reminder, startsAt) <= instant);
}

/** Whether a reminder that was sent is owed once more, because the session has since moved far enough away. */
export const isOwedAgain = (reminder: Reminder, startsAt: string, now: Date): boolean =>
  Date.parse(reminderMoment(reminder, startsAt)) > now.getTime() + againAfterMs;

/** Whether somebody needs a reminder: not who got their place after its moment. */
export const needsReminder = (reminder: Reminder, startsAt: string, confirmedAt: string): boolean =>
  confirmedAt < reminderMoment(reminder, startsAt);
