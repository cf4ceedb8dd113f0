import type * as z from 'zod';
import type { Account } from '#records/people/account-reads.ts';
import type { StoredDispute } from '#records/training/disputes.ts';
import type { StaffDispute } from '../schemas.ts';

/** What the trail calls it: as its partition is called, by which its holder finds what was done with it. */
export const inTrail = ({ disputeId }: Pick<StoredDispute, 'disputeId'>): string => `TRAINING-DISPUTE#${disputeId}`;

/** @param whose - who raised it, while they have an account */
export function showDispute(
  { personId: _, ...dispute }: StoredDispute,
  whose: Account | undefined,
): z.input<typeof StaffDispute> {
  const { source, disputeId } = dispute;
  return {
    ...dispute,
    ...(source === 'attendance' ? { bookingId: disputeId } : { fundingRequestId: disputeId }),
    ...(whose && { person: { personId: whose.personId, name: whose.name, workEmail: whose.workEmail } }),
  };
}
