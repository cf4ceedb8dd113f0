import { describe, expect, it } from 'vitest';
import { southEastLondon } from '#hub/south-east-london.ts';
import { type AuditEntry, hashOfEntry, headsOf, type SealedHead, verifyChain } from '#records/engine/audit-chains.ts';
import { createAuditTrail } from '#records/engine/audit-trail.ts';
import { AuditRecord } from '#records/engine/items.ts';

const { retention } = southEastLondon;
const chain = '01JH0000000000000000000001';

/** A chain as one process writes it: two entries a day, on three days. */
async function written(): Promise<AuditEntry[]> {
  let now = new Date('2027-01-04T09:00:00Z');
  const trail = createAuditTrail({ tableName: 'audit', clock: () => now, newId: () => chain, retention });
  const entries: AuditEntry[] = [];
  for (const day of ['04', '05', '06']) {
    for (const hour of ['09', '17']) {
      now = new Date(`2027-01-${day}T${hour}:00:00Z`);
      const fact = { action: 'session-changed', subject: 'SESSION#1', actor: 'staff-1' };
      await trail.append([fact], async (puts) => {
        entries.push(...puts.map(({ Put }) => AuditRecord.parse(Put?.Item)));
        return { kept: true, value: undefined };
      });
    }
  }
  return entries;
}

/** The first two days are sealed. */
function sealedOf(entries: readonly AuditEntry[]): SealedHead[] {
  return ['2027-01-04', '2027-01-05'].flatMap((day) =>
    headsOf(entries.filter(({ at }) => at.startsWith(day))).map((head) => ({ ...head, day })),
  );
}

const verified = (sealed: readonly SealedHead[], entries: readonly AuditEntry[], now = '2027-01-07T00:00:00Z') =>
  verifyChain({ chain, sealed, entries, lastDay: '2027-01-05', now: new Date(now), retention });
const without = (entries: readonly AuditEntry[], ...positions: readonly number[]) =>
  entries.filter(({ position }) => !positions.includes(position));
const at = (fault: string, position: number) => ({ fault, chain, position });

describe('a chain of the audit trail, held against its seals', () => {
  it('is whole, with what came after the last seal', async () => {
    const entries = await written();
    expect(verified(sealedOf(entries), entries.toReversed())).toEqual({ faults: [], expired: 0 });
  });

  it('may be kept longer than was said when it was written: how long is not what happened', async () => {
    const entries = await written();
    const held = entries.map((entry) => ({ ...entry, expiresAt: (entry.expiresAt ?? 0) + 1_000_000 }));
    expect(held.map(hashOfEntry)).toEqual(entries.map(({ hash }) => hash));
    expect(verified(sealedOf(entries), held)).toEqual({ faults: [], expired: 0 });
  });

  it('shows what was taken out of its middle, of its end, and all of it', async () => {
    const entries = await written();
    const sealed = sealedOf(entries);
    expect(verified(sealed, without(entries, 2)).faults).toEqual([at('removed', 2)]);
    expect(verified(sealed, without(entries, 4, 5, 6)).faults).toEqual([at('removed', 4)]);
    expect(verified(sealed, []).faults).toEqual([1, 2, 3, 4].map((position) => at('removed', position)));
  });

  it('shows what was changed, be it with its hash, and the whole chain behind it with theirs', async () => {
    const entries = await written();
    const sealed = sealedOf(entries);
    const forged = entries.map((entry) => (entry.position === 2 ? { ...entry, actor: 'somebody-else' } : entry));
    expect(verified(sealed, forged).faults).toEqual([at('changed', 2)]);
    let previousHash: string | null = null;
    const rewritten = forged.map((entry) => {
      const again = { ...entry, previousHash };
      previousHash = hashOfEntry(again);
      return { ...again, hash: previousHash };
    });
    expect(verified(sealed, rewritten).faults).toEqual([at('changed', 2), at('changed', 4)]);
  });

  it('shows what was added to a day after it was sealed', async () => {
    const entries = await written();
    const [sealedFirst] = sealedOf(entries);
    const faults = verified(sealedFirst ? [sealedFirst] : [], entries).faults;
    expect(faults).toEqual([at('added', 3), at('added', 4)]);
  });

  it('tells what is gone since its time was over from what was taken out, in whatever order it went', async () => {
    const entries = await written();
    const sealed = sealedOf(entries);
    const left = without(entries, 1, 2, 3);
    expect(verified(sealed, left, '2033-01-04T18:00:00Z')).toEqual({ faults: [at('removed', 3)], expired: 2 });
    expect(verified(sealed, left, '2033-01-05T09:00:01Z')).toEqual({ faults: [], expired: 3 });
    expect(verified(sealed, [], '2033-02-01T00:00:00Z')).toEqual({ faults: [], expired: 4 });
  });
});
