import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { hashOfEntry } from '#records/engine/audit-chains.ts';
import { AuditRecord } from '#records/engine/items.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, bookingsStaff, createTestHub, workOf } from '../../support/hub.ts';

type Entry = z.output<typeof AuditRecord>;

describe('the audit trail', () => {
  let engine: RunningEngine;

  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());

  async function entriesOf(hub: ReturnType<typeof createTestHub>): Promise<Entry[]> {
    const { Items = [] } = await hub.document.send(new ScanCommand({ TableName: 'audit' }));
    return Items.map((item) => AuditRecord.parse(item)).sort((a, b) => (a.sk < b.sk ? -1 : 1));
  }

  function faultsOfChains(entries: readonly Entry[]): string[] {
    return [...Map.groupBy(entries, ({ chain }) => chain).values()].flatMap((chain) =>
      chain.flatMap((entry, index) => {
        const before = chain[index - 1];
        const faults = [];
        if (entry.position !== index + 1) faults.push(`position ${entry.position} follows ${before?.position}`);
        if (entry.previousHash !== (before?.hash ?? null))
          faults.push(`${entry.position} does not follow what stands before it`);
        if (entry.hash !== hashOfEntry(entry)) faults.push(`${entry.position} was changed`);
        return faults;
      }),
    );
  }

  it('chains what staff did, in order, by ids only; also where many act at once', async () => {
    const hub = createTestHub(engine.client);
    const sessionId = await hub.publishedSession();
    await hub.book(aBooking(sessionId, 'seen@nhs.net'));
    const look = () =>
      hub.listSessionBookings(
        { path: { sessionId }, query: { limit: 20 }, body: undefined },
        { caller: bookingsStaff, work: workOf(), once: undefined, accepts: 'application/json' },
      );
    await Promise.all([look(), look(), look(), look()]);

    const entries = await entriesOf(hub);
    expect(entries.map(({ action }) => action)).toEqual([
      'session-created',
      'session-published',
      ...Array(4).fill('attendees-seen'),
    ]);
    for (const { actor, subjects } of entries)
      expect({ actor, subject: subjects[0] }).toEqual({ actor: 'staff-1', subject: `SESSION#${sessionId}` });
    const [booked] = (await hub.attendees.listForSession(sessionId, { limit: 1 }, workOf())).items;
    expect(entries.at(-1)?.subjects).toEqual([`SESSION#${sessionId}`, `BOOKING#${booked?.bookingId}`]);
    expect(faultsOfChains(entries)).toEqual([]);
    expect(JSON.stringify(entries)).not.toContain('nhs.net');
  });

  it.each(['application/json', 'text/csv'] as const)('keeps each look at the attendees, as %s', async (accepts) => {
    const hub = createTestHub(engine.client);
    const sessionId = await hub.publishedSession();
    await hub.book(aBooking(sessionId, `looked-at-as.${accepts.replace('/', '.')}@nhs.net`));
    await hub.listSessionBookings(
      { path: { sessionId }, query: { limit: 20 }, body: undefined },
      { caller: bookingsStaff, work: workOf(), once: undefined, accepts },
    );
    const looks = (await entriesOf(hub)).filter(({ subjects }) => subjects[0] === `SESSION#${sessionId}`);
    expect(looks.at(-1)).toMatchObject({ action: 'attendees-seen', actor: 'staff-1', facts: { bookings: 1 } });
  });

  it('shows an entry that was changed or taken out', async () => {
    const entries = await entriesOf(createTestHub(engine.client));
    const [first, second, ...rest] = entries;
    if (!first || !second) throw new Error('no entries');
    expect(faultsOfChains([{ ...first, actor: 'somebody-else' }, second, ...rest])).toEqual(['1 was changed']);
    expect(faultsOfChains([first, ...rest])).not.toEqual([]);
  });

  it('keeps no entry of a change that was refused, and goes on without a gap', async () => {
    const hub = createTestHub(engine.client);
    const before = new Set((await entriesOf(hub)).map(({ chain }) => chain));
    const sessionId = await hub.publishedSession();
    const change = (version: number) =>
      hub.changeSession(
        { path: { sessionId }, query: undefined, body: { version, capacity: 40 } },
        { caller: bookingsStaff, work: workOf(), once: undefined },
      );
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => change(2)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await change(3);
    const mine = (await entriesOf(hub)).filter(({ chain }) => !before.has(chain));
    expect(mine.map(({ action }) => action)).toEqual([
      'session-created',
      'session-published',
      'session-changed',
      'session-changed',
    ]);
    expect(faultsOfChains(mine)).toEqual([]);
  });
});
