import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSealHeads } from '#functions/audit/seal-heads.ts';
import { createAuditHeads } from '#records/engine/audit-heads.ts';
import { auditKeys } from '#records/engine/audit-keys.ts';
import { verifyTrail } from '#records/engine/verify-trail.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestHub, day, hour, type TestHub } from '../../support/hub.ts';

const context = { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 } as never;

describe('the heads of the audit trail', () => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestHub(engine.client, '2027-01-04T09:00:00.000Z');
  });
  afterAll(() => engine.stop());

  /** A bucket that lets nothing be put over anything. */
  const sealed = new Map<string, string>();
  const seals = {
    keep: async (sealedDay: string, seal: string) => {
      if (sealed.has(sealedDay)) return 'kept-before' as const;
      sealed.set(sealedDay, seal);
      return 'kept' as const;
    },
    days: async () => [...sealed.keys()].sort(),
    read: async (sealedDay: string) => sealed.get(sealedDay) ?? '',
  };
  const heads = () => createAuditHeads({ client: hub.document, tableName: 'audit' });
  const seal = () =>
    createSealHeads({
      heads: heads(),
      seals,
      clock: hub.clock,
      log: { event: () => undefined, begin: () => undefined },
    })({}, context);
  /** As `seal`, but it dies once it has kept so many. */
  const sealAndDie = (after: number) => {
    let kept = 0;
    const dying = {
      keep: async (sealedDay: string, text: string) => {
        if (kept === after) throw new Error('died');
        const outcome = await seals.keep(sealedDay, text);
        if (outcome === 'kept') kept += 1;
        return outcome;
      },
    };
    const log = { event: () => undefined, begin: () => undefined };
    return createSealHeads({ heads: heads(), seals: dying, clock: hub.clock, log })({}, context);
  };
  const verify = () =>
    verifyTrail({
      heads: heads(),
      seals,
      now: hub.clock(),
      retention: hub.hub.retention,
      signal: new AbortController().signal,
    });

  it('are sealed once for each day that is over, those that were missed as well', async () => {
    await hub.publishedSession();
    expect((await seal()).sealed).not.toContain('2027-01-04');
    hub.time.moveTo('2027-01-05T00:30:00.000Z');
    expect((await seal()).sealed).toEqual([]);
    hub.time.moveTo('2027-01-05T01:00:00.000Z');
    expect((await seal()).sealed).toEqual(['2027-01-04']);
    expect(JSON.parse(sealed.get('2027-01-04') ?? '').heads).toMatchObject([{ position: 2 }]);
    await hub.publishedSession();
    hub.time.advance(3 * day);
    expect((await seal()).sealed).toEqual(['2027-01-05', '2027-01-06', '2027-01-07']);
    expect((await seal()).sealed).toEqual([]);
    expect(await verify()).toMatchObject({ faults: [], expired: 0, entries: 4 });
  });

  it('are sealed for every day that was missed, though the sealing died among them', async () => {
    hub.time.advance(4 * day);
    const before = sealed.size;
    await expect(sealAndDie(1)).rejects.toThrow('died');
    expect(sealed.size).toBe(before + 1);
    const days = [...sealed.keys()];
    // As one that began with the newest would have left it.
    const oldest = days.at(-1) ?? '';
    const text = sealed.get(oldest) ?? '';
    sealed.delete(oldest);
    sealed.set('2027-01-11', text.replace(oldest, '2027-01-11'));
    expect((await seal()).sealed).toEqual(['2027-01-08', '2027-01-09', '2027-01-10']);
    expect((await seal()).sealed).toEqual([]);
    expect(await verify()).toMatchObject({ faults: [] });
  });

  it('show the end of a chain that was taken out, and a chain that was put in later', async () => {
    const [{ chain = '' } = {}] = JSON.parse(sealed.get('2027-01-05') ?? '').heads;
    const key = auditKeys.entry(chain, 4);
    const { Item } = await hub.document.send(new GetCommand({ TableName: 'audit', Key: key }));
    await hub.document.send(new DeleteCommand({ TableName: 'audit', Key: key }));
    expect((await verify()).faults).toEqual([{ fault: 'removed', chain, position: 4 }]);
    await hub.document.send(new PutCommand({ TableName: 'audit', Item: Item ?? {} }));

    const forger = createTestHub(engine.client, '2027-01-05T10:00:00.000Z');
    await forger.publishedSession();
    const { faults } = await verify();
    expect(faults.map(({ fault }) => fault)).toEqual(['added', 'added']);
    expect(faults.map((each) => each.chain)).not.toContain(chain);
    for (const position of [1, 2]) {
      await hub.document.send(
        new DeleteCommand({ TableName: 'audit', Key: auditKeys.entry(faults[0]?.chain ?? '', position) }),
      );
    }
  });

  it('say of what is gone after six years that its time was over', async () => {
    const [{ chain = '' } = {}] = JSON.parse(sealed.get('2027-01-05') ?? '').heads;
    hub.time.moveTo('2033-01-04T00:00:00.000Z');
    hub.time.advance(hour);
    await hub.document.send(new DeleteCommand({ TableName: 'audit', Key: auditKeys.entry(chain, 2) }));
    expect(await verify()).toMatchObject({ faults: [], expired: 1 });
  });
});
