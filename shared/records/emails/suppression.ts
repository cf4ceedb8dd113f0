import type { RetentionDecisions } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { expiresAt } from '#privacy/retention.ts';
import type { CommitOptions, Records } from '../engine/records.ts';
import { put, remove } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { SuppressedAddressRecord } from './items.ts';

/** Addresses that the hub writes to no more. */
export interface Suppression {
  isSuppressed(address: string, work: Work): Promise<boolean>;
  suppress(address: string, reason: 'bounced' | 'complained', work: Work): Promise<void>;
  /** The hub writes to the address again; as well where it was not suppressed. */
  clearSuppressed(address: string, change: CommitOptions): Promise<void>;
}

export function createSuppression({
  records,
  clock,
  retention,
}: {
  readonly records: Records;
  readonly clock: Clock;
  readonly retention: RetentionDecisions;
}): Suppression {
  return {
    async isSuppressed(address, work) {
      return (await records.find(SuppressedAddressRecord, keys.suppressedAddress(address), work)) !== undefined;
    },

    async suppress(address, reason, work) {
      const since = clock().toISOString();
      // A second bounce finds it suppressed, which is as good.
      await records.commit(
        {
          suppressed: put(SuppressedAddressRecord, keys.suppressedAddress(address), {
            reason,
            since,
            expiresAt: expiresAt('suppressed-address', since, retention),
          }),
        },
        { work },
      );
    },

    async clearSuppressed(address, change) {
      await records.commit({ suppressed: remove(SuppressedAddressRecord, keys.suppressedAddress(address)) }, change);
    },
  };
}
