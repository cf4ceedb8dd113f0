import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import type { CommitOptions } from '../engine/changing.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, remove } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { SuppressedAddressRecord } from './items.ts';
import { SuppressedAddressView } from './views.ts';

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
}: {
  readonly records: RecordsFor<'deliver-email'>;
  readonly clock: Clock;
}): Suppression {
  return {
    async isSuppressed(address, work) {
      return (await records.find(SuppressedAddressView, keys.suppressedAddress(address), work)) !== undefined;
    },

    async suppress(address, reason, work) {
      const since = clock().toISOString();
      // A second bounce finds it suppressed, which is as good.
      await records.commit(
        {
          suppressed: put(SuppressedAddressRecord, keys.suppressedAddress(address), {
            reason,
            since,
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
