import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asksOf, createAsksWrites, type StoredAsks } from '#records/people/asks.ts';
import { AsksRecord } from '#records/people/items.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';
import { scanAll } from '../../support/scan.ts';

describe.each(testedEngines)('what is asked for in the name of a mailbox, on %s', (engineName) => {
  let engine: RunningEngine;
  let hub: TestHub;
  let asks: ReturnType<typeof createAsksWrites>;

  beforeAll(async () => {
    engine = await startEngine(engineName);
    hub = createTestHub(engine.client);
    asks = createAsksWrites({
      clock: hub.clock,
      hub: { ...hub.hub, openForms: { mostPerMailboxAndDay: 3, holdDays: 30 } },
    });
  });
  afterAll(() => engine.stop());

  const read = async (address: string): Promise<StoredAsks | undefined> =>
    (await hub.records.findAll([asksOf(address)], workOf()))[0];
  const commit = (write: ReturnType<typeof asks.oneMore>) => hub.records.commit({ asks: write }, { work: workOf() });
  /** As a form does: reads, and counts one where it may. */
  async function ask(address: string): Promise<'made' | 'refused' | 'facts-changed'> {
    const before = await read(address);
    if (!asks.mayAsk(before)) return 'refused';
    return (await commit(asks.oneMore(address, before))).done ? 'made' : 'facts-changed';
  }

  it('is counted over all addresses of the mailbox, and counts anew with the next day', async () => {
    const outcomes = [];
    for (const address of ['tags@nhs.net', 'tags+1@nhs.net', 'TAGS+2@nhs.net', 'tags+3@nhs.net']) {
      outcomes.push(await ask(address));
    }
    expect(outcomes).toEqual(['made', 'made', 'made', 'refused']);
    expect(await ask('others@nhs.net')).toBe('made');
    hub.time.advance(day);
    expect(await ask('tags@nhs.net')).toBe('made');
  });

  it('counts each of many that come at once, or has it decide anew', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => ask('at.once@nhs.net')));
    const made = outcomes.filter((outcome) => outcome === 'made').length;
    expect(made).toBeLessThanOrEqual(3);
    expect(await read('at.once@nhs.net')).toMatchObject({ count: made });
  });

  it('refuses what rests on a reading that is no longer so', async () => {
    const first = await read('stale@nhs.net');
    expect(await ask('stale@nhs.net')).toBe('made');
    expect(await commit(asks.oneMore('stale@nhs.net', first))).toMatchObject({ done: false });
    expect(await commit(asks.unchanged('stale@nhs.net', first))).toMatchObject({ done: false });
    const counted = await read('stale@nhs.net');
    expect(await commit(asks.hold('stale@nhs.net', counted, '2027-03-01T09:00:00.000Z'))).toEqual({ done: true });
    // Not even one that was read a moment before its owner said that it was not them.
    expect(await commit(asks.oneMore('stale@nhs.net', counted))).toMatchObject({ done: false });
    expect(await commit(asks.unchanged('stale@nhs.net', await read('stale@nhs.net')))).toEqual({ done: true });
  });

  it('is held until its owner’s word ends, and then forgotten', async () => {
    const until = new Date(hub.clock().getTime() + 30 * day).toISOString();
    await commit(asks.hold('held@nhs.net', undefined, until));
    expect(await ask('held+again@nhs.net')).toBe('refused');
    hub.time.advance(29 * day);
    expect(await ask('held@nhs.net')).toBe('refused');
    hub.time.advance(day);
    expect(await ask('held@nhs.net')).toBe('made');
    hub.time.advance(day);
    expect(await read('held@nhs.net')).toBeUndefined();
  });

  it('names no address', async () => {
    await ask('nobody.in.particular@nhs.net');
    const stored = await scanAll(hub.document, 'records', AsksRecord);
    expect(stored.length).toBeGreaterThan(0);
    expect(JSON.stringify(stored)).not.toContain('nobody');
  });
});
