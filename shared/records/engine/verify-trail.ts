import { addDays } from '#domain/time/calendar-time.ts';
import type { RetentionDecisions } from '#hub/hub.ts';
import { type ChainFault, dayOf, Seal, type SealedHead, verifyChain } from './audit-chains.ts';
import type { AuditHeads } from './audit-heads.ts';

export interface TrailReport {
  readonly faults: readonly ChainFault[];
  readonly expired: number;
  readonly entries: number;
  /** How many seals there are. */
  readonly days: number;
}

/** Holds every chain that was ever sealed, or that says it is of a sealed day or later, against the seals. */
export async function verifyTrail({
  heads,
  seals,
  now,
  retention,
  signal,
}: {
  readonly heads: AuditHeads;
  readonly seals: { days(): Promise<string[]>; read(day: string): Promise<string> };
  readonly now: Date;
  readonly retention: RetentionDecisions;
  readonly signal: AbortSignal;
}): Promise<TrailReport> {
  const work = { signal, deadline: Number.POSITIVE_INFINITY };
  const days = await seals.days();
  const lastDay = days.at(-1) ?? '';
  const sealed = new Map<string, SealedHead[]>();
  for (const day of days) {
    for (const { chain, position, hash } of Seal.parse(JSON.parse(await seals.read(day))).heads) {
      sealed.set(chain, [...(sealed.get(chain) ?? []), { day, position, hash }]);
    }
  }
  const chains = new Set(sealed.keys());
  // Those that nobody sealed: on a sealed day they were added later, and after the last they are yet to be sealed.
  for (let day = days[0] ?? dayOf(now.toISOString()); day <= dayOf(now.toISOString()); day = next(day)) {
    for (const { chain } of await heads.headsOfDay(day, work)) chains.add(chain);
  }
  const faults: ChainFault[] = [];
  let [expired, count] = [0, 0];
  for (const chain of chains) {
    const entries = await heads.entriesOf(chain, work);
    const report = verifyChain({ chain, sealed: sealed.get(chain) ?? [], entries, lastDay, now, retention });
    faults.push(...report.faults);
    expired += report.expired;
    count += entries.length;
  }
  return { faults, expired, entries: count, days: days.length };
}

const next = (day: string): string => dayOf(addDays(new Date(`${day}T12:00:00Z`), 1).toISOString());
