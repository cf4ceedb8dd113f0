import type { Hub } from '#hub/hub.ts';
import { hubById } from '#hub/hubs.ts';
import { type Clock, systemClock } from '#platform/clock.ts';
import { createDocumentClient } from '#platform/document-client.ts';
import { createIds, type NewId } from '#platform/ids.ts';
import { createLog, type Log } from '#platform/logger.ts';
import { type Counter, createCounter } from '#platform/metrics.ts';
import { createAuditTrail } from './engine/audit-trail.ts';
import { createRecords, type Records } from './engine/records.ts';

/** What every Lambda that keeps or reads records stands on. */
export interface OpenRecords {
  readonly hub: Hub;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly counter: Counter;
  readonly records: Records;
}

/**
 * Made once when a Lambda loads.
 *
 * @param auditTable - only where the function acts for somebody whose steps leave an entry
 */
export function openRecords(
  env: { readonly HUB: string; readonly RECORDS_TABLE: string },
  auditTable?: string,
): OpenRecords {
  const clock = systemClock;
  const newId = createIds(clock);
  const hub = hubById(env.HUB);
  const { retention } = hub;
  const auditTrail =
    auditTable === undefined ? undefined : createAuditTrail({ tableName: auditTable, clock, newId, retention });
  const log = createLog();
  const counter = createCounter();
  const records = createRecords({
    client: createDocumentClient(),
    tableName: env.RECORDS_TABLE,
    clock,
    retention,
    report: (unreadable) => {
      log.event('record-not-readable', unreadable);
      counter.count('RecordNotReadable');
    },
    ...(auditTrail && { auditTrail }),
  });
  return { hub, clock, newId, log, counter, records };
}
