import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createFindWorkplaces } from '#functions/people/workplaces/find-workplaces.ts';
import { createGetWorkplace } from '#functions/people/workplaces/get-workplace.ts';
import { sayLoad } from '#records/people/load-in-words.ts';
import { listIdOf, loadPractices } from '#records/people/load-practices.ts';
import { createWorkplaces } from '#records/people/workplaces.ts';
import { countCalls } from '../../../bench/tally.ts';
import { actingAs } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestHub, type TestHub, workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';
import { bytesOf, type PracticeRow, practicesFile } from '../../support/practices.ts';
import { scanAll } from '../../support/scan.ts';

const minute = 60_000;
const codeOf = (n: number) => `Z${String(10_000 + n)}`;
const rows = (count: number): PracticeRow[] =>
  Array.from({ length: count }, (_, n) => ({ odsCode: codeOf(n), name: `SURGERY ${n} OF MANY` }));

describe.each(testedEngines)('the list of practices, on %s', (engineName) => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine(engineName, { stream: false });
  });
  beforeEach(async () => {
    hub = createTestHub(engine.client);
    for (const { pk, sk } of await stored())
      await hub.document.send(new DeleteCommand({ TableName: 'records', Key: { pk, sk } }));
  });
  afterAll(() => engine.stop());

  const load = (of: readonly PracticeRow[], apply = true, anyway = false) =>
    loadPractices(hub, bytesOf(practicesFile(of)), { apply, anyway }, workOf());
  const stored = () =>
    scanAll(hub.document, 'records', z.looseObject({ pk: z.string(), sk: z.string(), type: z.string() }));
  const parts = async () => (await stored()).filter(({ type }) => type === 'workplace-part').map(({ sk }) => sk);

  /** A process of its own, which has read nothing yet. */
  function asking() {
    const workplaces = createWorkplaces(hub);
    const useCases = actingAs('people-public', {
      findWorkplaces: createFindWorkplaces({ workplaces }),
      getWorkplace: createGetWorkplace({ workplaces }),
    });
    const context = () => ({ caller: { kind: 'guest' } as const, work: workOf(), once: undefined });
    const search = async (q: string, limit = 20, cursor?: string) =>
      (await useCases.findWorkplaces({ path: undefined, query: { q, limit, cursor }, body: undefined }, context()))
        .body;
    return {
      search,
      codes: async (q: string) => (await search(q)).items.map(({ odsCode }) => odsCode),
      get: async (odsCode: string) =>
        (await useCases.getWorkplace({ path: { odsCode }, query: undefined, body: undefined }, context())).body,
    };
  }

  it('is empty until one is loaded', async () => {
    const { codes, get } = asking();
    expect(await codes('surgery')).toEqual([]);
    await expect(get('Z10000')).rejects.toMatchObject({ code: 'workplace-not-found' });
  });

  it('says what would change, and writes nothing before it is told to', async () => {
    expect(await load(rows(3), false)).toMatchObject({ outcome: 'planned', practices: { open: 3, closed: 0 } });
    expect(await stored()).toEqual([]);
    expect(await load(rows(3))).toMatchObject({ outcome: 'loaded' });
    expect(await asking().codes('surgery 2')).toEqual(['Z10002']);
  });

  it('is not changed by the same file again', async () => {
    await load(rows(3));
    const before = await stored();
    hub.time.advance(minute);
    expect(await load(rows(3))).toMatchObject({ outcome: 'known-already' });
    expect(await stored()).toEqual(before);
  });

  it('offers no closed practice, and still tells the name of one', async () => {
    await load([{ odsCode: 'Z10000', name: "ST JOHN'S SURGERY" }, { odsCode: 'Z10001' }]);
    await load([{ odsCode: 'Z10000', name: "ST JOHN'S SURGERY", status: 'INACTIVE' }, { odsCode: 'Z10001' }]);
    const { codes, get } = asking();
    expect(await codes('st johns')).toEqual([]);
    expect(await codes('Z10000')).toEqual([]);
    expect(await get('Z10000')).toMatchObject({ name: "St John's Surgery", isOpen: false });
  });

  it('is another for who had it in memory a minute after it was loaded', async () => {
    await load(rows(1));
    const { codes } = asking();
    expect(await codes('surgery')).toEqual(['Z10000']);
    await load(rows(2));
    hub.time.advance(minute);
    expect(await codes('surgery')).toEqual(['Z10000', 'Z10001']);
  });

  it('keeps the list before for who is about to read it, and none before that', async () => {
    for (const count of [1, 2, 3]) await load(rows(count));
    const lists = new Set((await parts()).map((sk) => sk.split('#')[1]));
    expect(lists.size).toBe(2);
  });

  it('is the old one while a load breaks off half-way, and the new one when it is taken up again', async () => {
    await load(rows(2));
    let written = 0;
    const breaking: TestHub['records'] = {
      ...hub.records,
      commit: (writes, options) => {
        written += 1;
        if (written > 1) throw new Error('the network is gone');
        return hub.records.commit(writes, options);
      },
    };
    // Open and closed ones, so that there are several parts.
    const next = [...rows(3), { odsCode: 'Z20000', status: 'INACTIVE' }];
    const file = bytesOf(practicesFile(next));
    await expect(loadPractices({ ...hub, records: breaking }, file, { apply: true }, workOf())).rejects.toThrow(
      'network',
    );
    expect(await parts()).toHaveLength(2);
    expect(await asking().codes('surgery')).toEqual(['Z10000', 'Z10001']);
    expect(await load(next)).toMatchObject({ outcome: 'loaded' });
    expect(await asking().codes('surgery')).toHaveLength(3);
  });

  it('clears away what a load left behind that was never taken up', async () => {
    await load(rows(1));
    const breaking: TestHub['records'] = {
      ...hub.records,
      commit: async (writes, options) => {
        if ('head' in writes) throw new Error('the network is gone');
        return hub.records.commit(writes, options);
      },
    };
    await expect(
      loadPractices({ ...hub, records: breaking }, bytesOf(practicesFile(rows(5))), { apply: true }, workOf()),
    ).rejects.toThrow('network');
    await load(rows(2));
    expect(new Set((await parts()).map((sk) => sk.split('#')[1])).size).toBe(2);
  });

  it('is one of two that are loaded at once, and the other is told', async () => {
    await load(rows(1));
    let first = true;
    const overtaken: TestHub['records'] = {
      ...hub.records,
      commit: async (writes, options) => {
        if ('head' in writes && first) {
          first = false;
          await load(rows(2));
        }
        return hub.records.commit(writes, options);
      },
    };
    const file = bytesOf(practicesFile(rows(3)));
    const said = await sayLoad(loadPractices({ ...hub, records: overtaken }, file, { apply: true }, workOf()));
    expect(said).toMatchObject({ refused: true, lines: [expect.stringMatching(/^Not loaded: somebody else/)] });
    expect(await asking().codes('surgery')).toHaveLength(2);
  });

  it('goes back to what it was by the file from before: what only the later one named is closed', async () => {
    await load(rows(3));
    await load([...rows(3), { odsCode: 'JUNK00001', name: 'JUNK SURGERY' }]);
    expect(await load(rows(3))).toMatchObject({ outcome: 'loaded', practices: { open: 3, closed: 1 } });
    expect(await asking().codes('surgery')).toHaveLength(3);
    expect(await asking().get('JUNK00001')).toMatchObject({ isOpen: false });
  });

  it('is not changed by a file that would close very many, unless whoever loads it says that it is right', async () => {
    await load(rows(20));
    expect(await load(rows(14))).toMatchObject({ outcome: 'refused', because: expect.stringMatching(/close 6 of 20/) });
    expect(await asking().codes('surgery')).toHaveLength(20);
    expect(await load(rows(14), true, true)).toMatchObject({ outcome: 'loaded', practices: { open: 14, closed: 6 } });
  });

  it('is called by what its parts hold, so that a load taken up by another version mixes nothing', () => {
    const [one, other] = [new Uint8Array([1]), new Uint8Array([2])];
    expect(listIdOf('before', { open: [one], closed: [] })).toBe(listIdOf('before', { open: [one], closed: [] }));
    const others = [
      { open: [other], closed: [] },
      { open: [], closed: [one] },
      { open: [one, one], closed: [] },
    ];
    const names = others.map((packed) => listIdOf('before', packed));
    expect(new Set([...names, listIdOf('before', { open: [one], closed: [] })]).size).toBe(4);
  });

  it('goes on page by page, and refuses a cursor that is none', async () => {
    await load(rows(25));
    const { search } = asking();
    const first = await search('surgery', 20);
    const second = await search('surgery', 20, first.nextCursor);
    expect([...first.items, ...second.items].map(({ odsCode }) => odsCode).sort()).toEqual(
      rows(25).map(({ odsCode }) => odsCode),
    );
    expect(second.nextCursor).toBeUndefined();
    await expect(search('surgery', 20, 'bm9uZQ')).rejects.toMatchObject({ name: 'CursorNotValidError' });
  });

  it('costs as much to search with ten thousand practices as with a thousand', async () => {
    const tally = countCalls(engine.client);
    const costs = [];
    for (const count of [1000, 10_000]) {
      await load(rows(count));
      const { search } = asking();
      await search('surgery 7');
      hub.time.advance(minute);
      const before = tally.readUnits;
      // The first looks whether another list is in force; the next trusts that.
      await search('surgery 7');
      await search('surgery 9 many');
      costs.push(tally.readUnits - before);
    }
    expect(costs).toEqual([1, 1]);
  });

  it('costs each process that begins less than a hundred read units to load', async () => {
    await load(rows(10_000));
    const tally = countCalls(engine.client);
    await asking().search('surgery 7');
    expect(tally.readUnits).toBeLessThan(100);
  });
});
