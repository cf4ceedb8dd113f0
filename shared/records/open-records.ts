import type { Hub } from '#hub/hub.ts';
import { hubById } from '#hub/hubs.ts';
import { type Clock, systemClock } from '#platform/clock.ts';
import { createDynamoDbClient } from '#platform/dynamodb-client.ts';
import { createIds, type NewId } from '#platform/ids.ts';
import { createLog, type Log } from '#platform/logger.ts';
import { createMacKey } from '#platform/mac-key.ts';
import { type Counter, createCounter } from '#platform/metrics.ts';
import type { View, ViewFor } from '#privacy/views.ts';
import type { Purpose } from '#privacy/vocabulary.ts';
import { createAuditTrail } from './engine/audit-trail.ts';
import { createRecords, type Records } from './engine/records.ts';
import { subjectsLabel } from './open-subjects.ts';
import { createNameMailbox, type NameMailbox } from './people/unsubscribed.ts';

/** What every Lambda that keeps or reads records stands on. */
export interface OpenRecords<Readable extends View> {
  readonly hub: Hub;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly counter: Counter;
  readonly records: Records<Readable>;
  /** Of those that take no news. Throws where the function was given no `SUBJECTS_KEY`. */
  readonly nameMailbox: NameMailbox;
}

/** Each by its own name: of what may be one purpose or another, the types would take both as given. */
type Named<P extends readonly Purpose[]> = {
  readonly [I in keyof P]: IsOne<P[I]> extends true ? P[I] : never;
};
type IsOne<P, Whole = P> = P extends P ? ([Whole] extends [P] ? true : false) : never;

/**
 * Made once when a Lambda loads.
 *
 * @param purposes - for what the function reads: it is shown nothing that is kept for another
 * @param env.AUDIT_TABLE - only where the function acts for somebody whose steps leave an entry
 * @param env.SUBJECTS_KEY - only where it writes whose a record is
 * @param env.DEMOGRAPHICS_TABLE - of the one function that may touch it
 */
export function openRecords<const P extends readonly Purpose[]>(
  env: {
    readonly HUB: string;
    readonly RECORDS_TABLE: string;
    readonly AUDIT_TABLE?: string;
    readonly SUBJECTS_KEY?: string;
    readonly DEMOGRAPHICS_TABLE?: string;
  },
  ...purposes: Named<P>
): OpenRecords<ViewFor<P[number]>> {
  const clock = systemClock;
  const newId = createIds(clock);
  const hub = hubById(env.HUB);
  const { retention } = hub;
  const auditTrail =
    env.AUDIT_TABLE === undefined
      ? undefined
      : createAuditTrail({ tableName: env.AUDIT_TABLE, clock, newId, retention });
  const log = createLog();
  const counter = createCounter();
  const records = createRecords({
    client: createDynamoDbClient(),
    tableName: env.RECORDS_TABLE,
    besides: { demographics: env.DEMOGRAPHICS_TABLE },
    clock,
    retention,
    purposes,
    subjectsKey: env.SUBJECTS_KEY === undefined ? undefined : createMacKey(env.SUBJECTS_KEY, subjectsLabel),
    report: (unreadable) => {
      log.event('record-not-readable', unreadable);
      counter.count('RecordNotReadable');
    },
    ...(auditTrail && { auditTrail }),
  });
  return { hub, clock, newId, log, counter, records, nameMailbox: createNameMailbox(env.SUBJECTS_KEY) };
}
