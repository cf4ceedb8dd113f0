import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { hasExpired } from '#privacy/retention.ts';
import type { AuditEntry } from './engine/audit-chains.ts';
import type { AuditHeads } from './engine/audit-heads.ts';
import type { Holding } from './everything-of.ts';
import { suppressedAddressSubject } from './keys.ts';

interface Trail {
  readonly trail: Pick<AuditHeads, 'entriesAbout'>;
  readonly clock: Clock;
}

/** What staff did to one thing, oldest first. An entry past its end is gone, whether or not the table has deleted it. */
export const createTrailOf =
  ({ trail, clock }: Trail) =>
  async (subject: string, work: Work): Promise<readonly AuditEntry[]> =>
    (await trail.entriesAbout(subject, work)).filter((entry) => !hasExpired(entry, clock()));
export type TrailOf = ReturnType<typeof createTrailOf>;

/**
 * What staff did to what is somebody's, oldest first: the trail names things as their records' partitions do. What was done to a
 * booking is its holder's to know, and not the manager's whom it names. That an address was written to again is found by the
 * address itself, since nothing is left of it; of other records that are gone, nothing is found any more.
 *
 * @returns a function of somebody's address and what is theirs
 */
export const createAuditOf = (of: Trail) => {
  const trailOf = createTrailOf(of);
  return async (address: string, holdings: readonly Holding[], work: Work): Promise<readonly AuditEntry[]> => {
    const own = holdings.filter(({ role }) => role !== 'manager');
    const addresses = [address, ...own.flatMap(({ record: { workEmail } }) => workEmail ?? []).map(String)];
    const subjects = new Set([...own.map(({ key }) => key.pk), ...addresses.map(suppressedAddressSubject)]);
    const found = await Promise.all([...subjects].map((subject) => trailOf(subject, work)));
    return found.flat().sort((a, b) => (a.at < b.at ? -1 : 1));
  };
};
