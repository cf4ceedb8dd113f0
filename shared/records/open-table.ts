import type { Hub } from '#hub/hub.ts';
import { hubById } from '#hub/hubs.ts';
import { type Clock, systemClock } from '#platform/clock.ts';
import { createDynamoDbClient } from '#platform/dynamodb-client.ts';
import { createLog, type Log } from '#platform/logger.ts';
import { type Counter, createCounter } from '#platform/metrics.ts';
import type { View, ViewFor } from '#privacy/views.ts';
import type { Purpose } from '#privacy/vocabulary.ts';
import type { ChangerDeps } from './engine/changing.ts';
import { createRecords, type Records } from './engine/records.ts';

/** The table of records, and what every Lambda has. */
export interface OpenTable<Readable extends View> {
  readonly hub: Hub;
  readonly clock: Clock;
  readonly log: Log;
  readonly counter: Counter;
  readonly records: Records<Readable>;
}

/** Each by its own name: of what may be one purpose or another, the types would take both as given. */
export type Named<P extends readonly Purpose[]> = {
  readonly [I in keyof P]: IsOne<P[I]> extends true ? P[I] : never;
};
type IsOne<P, Whole = P> = P extends P ? ([Whole] extends [P] ? true : false) : never;

/**
 * Made once when a Lambda loads: for one that writes nothing of which the trail has an entry, and nothing that the index knows somebody by.
 * It loads neither the trail nor a client of KMS.
 *
 * @param purposes - for what the function reads: it is shown nothing that is kept for another
 */
export function openTable<const P extends readonly Purpose[]>(
  env: { readonly HUB: string; readonly RECORDS_TABLE: string },
  purposes: Named<P>,
  further: Pick<ChangerDeps, 'auditTrail' | 'besides' | 'subjectsKey'> = { subjectsKey: undefined },
): OpenTable<ViewFor<P[number]>> {
  const clock = systemClock;
  const hub = hubById(env.HUB);
  const log = createLog();
  const counter = createCounter();
  const records = createRecords({
    ...further,
    client: createDynamoDbClient(),
    tableName: env.RECORDS_TABLE,
    clock,
    retention: hub.retention,
    purposes,
    report: (unreadable) => {
      log.event('record-not-readable', unreadable);
      counter.count('RecordNotReadable');
    },
  });
  return { hub, clock, log, counter, records };
}
