import type * as z from 'zod';
import { hubById } from '../../shared/hub/hubs.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { createDocumentClient } from '../../shared/platform/document-client.ts';
import { createLog } from '../../shared/platform/logger.ts';
import { createCounter } from '../../shared/platform/metrics.ts';
import { createRecords } from '../../shared/records/records.ts';
import { createSessions } from '../../shared/records/sessions.ts';
import type { CalendarPublicEnv } from './env.ts';
import { createSessionCalendars } from './session-calendar.ts';

/** What the Lambda of this area stands on, made once when it loads. */
export function createCalendarDependencies(env: z.output<typeof CalendarPublicEnv>) {
  const clock = systemClock;
  const hub = hubById(env.HUB);
  const { retention } = hub;
  const records = createRecords({ client: createDocumentClient(), tableName: env.RECORDS_TABLE, clock, retention });
  return {
    log: createLog(),
    counter: createCounter(),
    sessions: createSessions({ records, clock, retention }),
    calendars: createSessionCalendars({ hub, siteUrl: env.SITE_URL, clock }),
    allowedOrigins: env.ALLOWED_ORIGINS,
    recallReply: records.recall,
  };
}
