import type { SessionFormat } from './session.ts';

export const reminders = ['week', 'day', 'hour'] as const;
export type Reminder = (typeof reminders)[number];

const hour = 3_600_000;
const leadMs: Readonly<Record<Reminder, number>> = { week: 7 * 24 * hour, day: 24 * hour, hour };
/** A move by less than this does not bring a reminder again that people have had. */
const againAfterMs = 24 * hour;

interface Timed {
  readonly format: SessionFormat;
  /** ISO 8601 UTC. */
  readonly startsAt: string;
}

/** When a reminder is due, as ISO 8601 UTC. */
export const reminderMoment = (reminder: Reminder, startsAt: string): string =>
  new Date(Date.parse(startsAt) - leadMs[reminder]).toISOString();

/** Who joins from a screen is reminded an hour before, too; who travels is on the way by then. */
export const remindersFor = (format: SessionFormat): readonly Reminder[] =>
  format === 'webinar' ? reminders : reminders.filter((reminder) => reminder !== 'hour');

/**
 * The reminder that is due now: the latest whose moment has come. An earlier one that was missed is not sent late, since the
 * later says the same.
 */
export function reminderDue({ format, startsAt }: Timed, now: Date): Reminder | undefined {
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
