import { absent, any, present } from '../engine/conditions.ts';
import { remove } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { type BookingChange, type BookingStoreDeps, type ChangeOutcome, createKeep } from './booking-change.ts';
import { AccessNeedsRecord } from './items.ts';

export interface AccessNeedsKept {
  /** Takes them away from a booking, which stays as it is; where there are none, there is nothing to take. */
  removeAccessNeeds(bookingId: string, change: BookingChange): Promise<ChangeOutcome>;
}

export function createAccessNeedsKept(deps: BookingStoreDeps): AccessNeedsKept {
  const keep = createKeep(deps);
  return {
    removeAccessNeeds: (bookingId, change) => keep({ accessNeeds: removalOfNeeds(bookingId) }, change),
  };
}

/** What somebody needs is a record of its own, which no other says anything of. */
export const removalOfNeeds = (bookingId: string) =>
  remove(AccessNeedsRecord, keys.accessNeeds(bookingId), any(absent, present));
