import { hubById } from '#hub/hubs.ts';
import { systemClock } from '#platform/clock.ts';
import { createIds, type NewId } from '#platform/ids.ts';
import { createMacKey } from '#platform/mac-key.ts';
import type { View, ViewFor } from '#privacy/views.ts';
import type { Purpose } from '#privacy/vocabulary.ts';
import { createAuditTrail } from './engine/audit-trail.ts';
import { subjectsLabel } from './open-subjects.ts';
import { type Named, type OpenTable, openTable } from './open-table.ts';
import { createNameMailbox, type NameMailbox } from './people/unsubscribed.ts';

/** What every Lambda that keeps or reads records of people stands on. */
export interface OpenRecords<Readable extends View> extends OpenTable<Readable> {
  readonly newId: NewId;
  /** Of those that take no news. Throws where the function was given no `SUBJECTS_KEY`. */
  readonly nameMailbox: NameMailbox;
}

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
  const newId = createIds(systemClock);
  const { retention } = hubById(env.HUB);
  const auditTrail =
    env.AUDIT_TABLE === undefined
      ? undefined
      : createAuditTrail({ tableName: env.AUDIT_TABLE, clock: systemClock, newId, retention });
  const open = openTable(env, purposes, {
    besides: { demographics: env.DEMOGRAPHICS_TABLE },
    subjectsKey: env.SUBJECTS_KEY === undefined ? undefined : createMacKey(env.SUBJECTS_KEY, subjectsLabel),
    ...(auditTrail && { auditTrail }),
  });
  return { ...open, newId, nameMailbox: createNameMailbox(env.SUBJECTS_KEY) };
}
