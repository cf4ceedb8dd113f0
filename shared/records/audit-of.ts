import type { Work } from '#platform/work.ts';
import type { AuditEntry } from './engine/audit-chains.ts';
import type { AuditHeads } from './engine/audit-heads.ts';
import type { Holding } from './everything-of.ts';

/**
 * What staff did to what is somebody's, oldest first: the trail names things as their records' partitions do. What was done to a
 * booking is its holder's to know, and not the manager's whom it names.
 */
export const createAuditOf =
  ({ trail }: { readonly trail: Pick<AuditHeads, 'entriesAbout'> }) =>
  async (holdings: readonly Holding[], work: Work): Promise<readonly AuditEntry[]> => {
    const subjects = new Set(holdings.filter(({ role }) => role !== 'manager').map(({ key }) => key.pk));
    const found = await Promise.all([...subjects].map((subject) => trail.entriesAbout(subject, work)));
    return found.flat().sort((a, b) => (a.at < b.at ? -1 : 1));
  };
