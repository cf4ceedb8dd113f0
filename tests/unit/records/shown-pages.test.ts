import { describe, expect, it } from 'vitest';
import { shownPages } from '#records/engine/shown-pages.ts';

async function* pagesOf(total: number, each: number) {
  for (let from = 0; from < total; from += each) {
    yield Array.from({ length: Math.min(each, total - from) }, (_, n) => from + n);
  }
}

const nameOf = (n: number) => `BOOKING#${String(n).padStart(26, '0')}`;

/** What is handed on, and what is kept in the trail, in the order in which it happens. */
async function shown(total: number, each = 1000) {
  const happened: string[] = [];
  const entries: (readonly string[])[] = [];
  const rows: number[] = [];
  const pages = shownPages(pagesOf(total, each), nameOf, async (names) => {
    happened.push('kept');
    entries.push(names);
  });
  for await (const page of pages) {
    happened.push('handed on');
    rows.push(...page);
  }
  happened.push('told the end');
  return { happened, entries, rows };
}

describe('what a long list shows', () => {
  it.each([1, 20, 4999, 5000, 5001, 23_456])('is kept in the trail, each of %i once and in order', async (total) => {
    const { entries, rows } = await shown(total, 777);
    expect(rows).toHaveLength(total);
    expect(entries.flat()).toEqual(rows.map(nameOf));
  });

  it('is one entry while that can hold it, and where there is nothing to show', async () => {
    expect((await shown(4000)).entries).toHaveLength(1);
    expect((await shown(5000)).entries).toHaveLength(1);
    expect((await shown(0)).entries).toEqual([[]]);
  });

  it('is kept before the end of the list is told, and as it is read', async () => {
    const { happened } = await shown(12_000);
    expect(happened.slice(-2)).toEqual(['kept', 'told the end']);
    expect(happened.filter((step) => step === 'kept')).toHaveLength(3);
    expect(happened.indexOf('kept')).toBe(4);
  });

  it('is never more in one entry than an item of the table takes, by far', async () => {
    const { entries } = await shown(100_000);
    for (const names of entries) expect(Buffer.byteLength(JSON.stringify(names))).toBeLessThan(250_000);
  });

  it('is not told to its end where it cannot be kept', async () => {
    const pages = shownPages(pagesOf(10, 5), nameOf, () => Promise.reject(new Error('the trail broke')));
    const read = async () => {
      for await (const _ of pages);
    };
    await expect(read()).rejects.toThrow('the trail broke');
  });
});
