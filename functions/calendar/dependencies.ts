import type * as z from 'zod';
import { createSessions } from '#records/bookings/sessions.ts';
import { openRecords } from '#records/open-records.ts';
import type { CalendarPublicEnv } from './env.ts';
import { createSessionCalendars } from './session-calendar.ts';

/** What the Lambda of this area stands on, made once when it loads. */
export function createCalendarDependencies(env: z.output<typeof CalendarPublicEnv>) {
  const open = openRecords(env);
  return {
    ...open,
    sessions: createSessions({ ...open, retention: open.hub.retention }),
    calendars: createSessionCalendars({ ...open, siteUrl: env.SITE_URL }),
    allowedOrigins: env.ALLOWED_ORIGINS,
    recallReply: open.records.recall,
  };
}
