import * as z from 'zod';
import type { RetentionDecisions } from '#hub/hub.ts';
import { sha256 } from '#platform/ids.ts';
import { expiresAt, hasExpired } from '#privacy/retention.ts';
import type { AuditRecord } from './items.ts';

/** Where a chain had come to by the end of a day. */
const Head = z.object({ chain: z.string(), position: z.int().min(1), hash: z.string() });
export type Head = z.output<typeof Head>;

/** The heads of all chains that grew on one day (UTC), kept where nobody can change or delete them. */
export const Seal = z.object({ v: z.literal(1), day: z.iso.date(), sealedAt: z.iso.datetime(), heads: z.array(Head) });
export type Seal = z.output<typeof Seal>;

export type AuditEntry = z.output<typeof AuditRecord>;

/** How long an entry is kept may change, and where it stands in indexes says nothing more: neither is what happened. */
const notCovered = ['hash', 'expiresAt', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk'] as const;

/** The hash of an entry covers all it says and the hash of the one before. */
export function hashOfEntry(entry: Readonly<Record<string, unknown>>): string {
  const covered = Object.fromEntries(
    Object.entries(entry).filter(([name]) => !(notCovered as readonly string[]).includes(name)),
  );
  return sha256(
    JSON.stringify(covered, (_key, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  );
}

/** `2027-01-04` of an instant, UTC. */
export const dayOf = (instant: string): string => instant.slice(0, 10);

/** Of one day's entries, in any order, the last of each chain. */
export function headsOf(entries: readonly Head[]): Head[] {
  const heads = new Map<string, Head>();
  for (const { chain, position, hash } of entries) {
    const known = heads.get(chain);
    if (!known || known.position < position) heads.set(chain, { chain, position, hash });
  }
  return [...heads.values()].sort((a, b) => (a.chain < b.chain ? -1 : 1));
}

/**
 * `removed`: it was sealed, its time is not over, and it is gone. `changed`: it is not what was sealed, or does not follow from the
 * one before. `added`: it says that it is of a sealed day, and was not there when that was sealed.
 */
export interface ChainFault {
  readonly fault: 'removed' | 'changed' | 'added';
  readonly chain: string;
  readonly position: number;
}

export interface ChainReport {
  readonly faults: readonly ChainFault[];
  /** Entries that are gone since their time was over, as they should be. */
  readonly expired: number;
}

/** A sealed head of one chain, with its day. */
export type SealedHead = Pick<Head, 'position' | 'hash'> & { readonly day: string };

/**
 * Holds a chain's entries against what was sealed of it.
 *
 * @param sealed - every sealed head of this chain, in order of days
 * @param entries - what there is of the chain, in any order
 * @param lastDay - the last day of which a seal is known: what came later is held against the chain alone
 */
export function verifyChain({
  chain,
  sealed,
  entries,
  lastDay,
  now,
  retention,
}: {
  readonly chain: string;
  readonly sealed: readonly SealedHead[];
  readonly entries: readonly AuditEntry[];
  readonly lastDay: string;
  readonly now: Date;
  readonly retention: RetentionDecisions;
}): ChainReport {
  const byPosition = new Map(entries.map((entry) => [entry.position, entry]));
  const last = Math.max(0, sealed.at(-1)?.position ?? 0, ...byPosition.keys());
  const faults: ChainFault[] = [];
  let expired = 0;
  for (let position = 1; position <= last; position += 1) {
    const seal = sealed.find((head) => position <= head.position);
    const entry = byPosition.get(position);
    const before = byPosition.get(position - 1);
    if (!entry) {
      // It was written on the day that it was sealed with, at that day's beginning at the earliest.
      const wasTime = seal && hasExpired({ expiresAt: expiresAt('audit', `${seal.day}T00:00:00Z`, retention) }, now);
      if (wasTime) expired += 1;
      else faults.push({ fault: 'removed', chain, position });
      continue;
    }
    const follows = position === 1 ? entry.previousHash === null : !before || entry.previousHash === before.hash;
    const isItself = entry.hash === hashOfEntry(entry) && follows;
    const asSealed = seal?.position !== position || seal.hash === entry.hash;
    if (!isItself || !asSealed) faults.push({ fault: 'changed', chain, position });
    else if (!seal && dayOf(entry.at) <= lastDay) faults.push({ fault: 'added', chain, position });
  }
  return { faults, expired };
}
