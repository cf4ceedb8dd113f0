import type * as z from 'zod';
import { hubById } from '../../shared/hub/hubs.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { createDocumentClient } from '../../shared/platform/document-client.ts';
import { createIds, secureRandom } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logger.ts';
import { createCounter } from '../../shared/platform/metrics.ts';
import { createAttendeeLists } from '../../shared/records/attendee-lists.ts';
import { createAuditTrail } from '../../shared/records/audit-trail.ts';
import { createBookings } from '../../shared/records/bookings.ts';
import { createRecords } from '../../shared/records/records.ts';
import { createSessions } from '../../shared/records/sessions.ts';
import type { BookingsEnv } from './env.ts';

/** What the three Lambdas of this area stand on, made once when one of them loads. */
export function createBookingsDependencies(env: z.output<typeof BookingsEnv>, auditTable?: string) {
  const clock = systemClock;
  const newId = createIds(clock);
  const hub = hubById(env.HUB);
  const { retention } = hub;
  const records = createRecords({
    client: createDocumentClient(),
    tableName: env.RECORDS_TABLE,
    clock,
    retention,
    ...(auditTable !== undefined && {
      auditTrail: createAuditTrail({ tableName: auditTable, clock, newId, retention }),
    }),
  });
  return {
    hub,
    clock,
    newId,
    random: secureRandom,
    log: createLog(),
    counter: createCounter(),
    records,
    sessions: createSessions({ records, clock, retention }),
    attendees: createAttendeeLists({ records }),
    bookings: createBookings({ records, clock, newId, retention }),
    recallReply: records.recall,
  };
}
