import consumers from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createExports, type Upload } from '#documents/exports.ts';
import { type Column, csvOf } from '#http/csv.ts';
import { OutOfTimeError } from '#platform/errors.ts';
import type { Work } from '#platform/work.ts';
import { createTestUploads } from '../../support/exports.ts';
import { workOf } from '../../support/hub.ts';

const mebibyte = 1024 * 1024;
const mostAnswered = 4 * mebibyte;
const partBytes = 5 * mebibyte;

const each = (chunks: Iterable<string>) =>
  async function* () {
    yield* chunks;
  };

/** So many bytes of text, in chunks of about as many as a page of a list makes. */
function* text(bytes: number, unit = 'a'): Generator<string> {
  const chunk = unit.repeat(Math.floor(30_000 / Buffer.byteLength(unit)));
  const chunkBytes = Buffer.byteLength(chunk);
  let left = bytes;
  for (; left >= chunkBytes; left -= chunkBytes) yield chunk;
  yield unit.repeat(Math.floor(left / Buffer.byteLength(unit))) + 'a'.repeat(left % Buffer.byteLength(unit));
}

const write = async (chunks: Iterable<string>, work = workOf()) => {
  const made = createTestUploads();
  const written = await createExports(made).write('list.csv', each(chunks), work);
  return { written, uploads: made.uploads };
};

describe('a table that is answered while it is small enough', () => {
  it.each(['a', '£', '€', '😀'])('is answered itself up to the last byte of 4 MB, of %s', async (unit) => {
    const { written, uploads } = await write(text(mostAnswered, unit));
    if (!('content' in written)) throw new Error('it was written elsewhere');
    expect(Buffer.byteLength(written.content)).toBe(mostAnswered);
    expect(written.content).toBe([...text(mostAnswered, unit)].join(''));
    expect(uploads).toEqual([]);
  });

  it.each(['a', '£', '€', '😀'])('is written to the bucket from the first byte more, of %s', async (unit) => {
    const { written, uploads } = await write(text(mostAnswered + 1, unit));
    expect(written).toEqual({ link: { url: expect.stringContaining('https://'), endsAt: expect.any(String) } });
    expect(uploads).toMatchObject([{ filename: 'list.csv', state: 'finished' }]);
    expect(Buffer.concat(uploads[0]?.parts ?? []).toString()).toBe([...text(mostAnswered + 1, unit)].join(''));
  });

  it('is written to the bucket sooner where the answer, which is JSON, would be larger than Lambda gives', async () => {
    const { written } = await write(text(3 * mebibyte, '"'));
    expect(written).toHaveProperty('link');
    expect((await write(text(2 * mebibyte, '"'))).written).toHaveProperty('content');
  });
});

describe('a table of any size', () => {
  interface Person {
    readonly name: string;
    readonly note: string;
  }
  const columns: readonly Column<Person>[] = [
    { heading: 'Name', cell: ({ name }) => name },
    { heading: 'Note', cell: ({ note }) => note },
  ];

  it.each([
    ['a little more than a part', 1],
    ['several parts', 4],
  ])('is to the letter what it would be as a whole: %s', async (_what, times) => {
    // Rows of a length that divides no part, with characters of one to four bytes at whatever place a part ends.
    const rows = Array.from({ length: 14_000 * times }, (_, n) => ({
      name: `Zoë O’Brien ${n} 😀`,
      note: `=1+${n},"quoted", ${'€'.repeat(110 + (n % 7))}`,
    }));
    const made = createTestUploads();
    const pages = async function* () {
      for (let from = 0; from < rows.length; from += 100) yield rows.slice(from, from + 100);
    };
    await createExports(made).write('list.csv', () => csvOf(columns, pages()), workOf());
    const [upload] = made.uploads;
    if (!upload) throw new Error('nothing was written');
    expect(upload.parts.slice(0, -1).map(({ length }) => length)).toEqual(
      Array(upload.parts.length - 1).fill(partBytes),
    );
    const atOnce = async function* () {
      yield rows;
    };
    const whole = await consumers.text(csvOf(columns, atOnce()));
    expect(upload.parts.length).toBe(Math.ceil(Buffer.byteLength(whole) / partBytes));
    expect(Buffer.concat(upload.parts).equals(Buffer.from(whole))).toBe(true);
  });

  it('is written whole, whatever the chunks that it comes in', async () => {
    const chunk = fc
      .tuple(fc.constantFrom('a', 'é', '€', '😀', '"\r\n'), fc.integer({ min: 0, max: 900_000 }))
      .map(([unit, times]) => unit.repeat(times));
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 8 }), async (chunks) => {
        const { written, uploads } = await write(chunks);
        const whole = Buffer.from(chunks.join(''));
        const kept = 'content' in written ? Buffer.from(written.content) : Buffer.concat(uploads[0]?.parts ?? []);
        expect(kept.equals(whole)).toBe(true);
        expect(uploads[0]?.parts.slice(0, -1).every(({ length }) => length === partBytes) ?? true).toBe(true);
      }),
      { numRuns: 12 },
    );
  });

  it('never has more than a part and what was read last, of 64 MB or of any more', async () => {
    const made = createTestUploads();
    let [read, sent, most, largest] = [0, 0, 0, 0];
    const chunks = async function* () {
      for (const chunk of text(64 * mebibyte)) {
        read += chunk.length;
        largest = Math.max(largest, chunk.length);
        most = Math.max(most, read - sent);
        yield chunk;
      }
    };
    const counting = async (filename: string): Promise<Upload> => {
      const upload = await made.begin(filename);
      return {
        ...upload,
        // Nothing is kept here, so that what is held is the writer's.
        add: async (part) => {
          sent += part.length;
        },
      };
    };
    await createExports({ begin: counting }).write('list.csv', chunks, workOf());
    expect(read).toBe(64 * mebibyte);
    expect(sent).toBe(read);
    expect(most).toBeLessThanOrEqual(partBytes + largest);
  });
});

describe('a table that is not finished', () => {
  const failing = (after: number, fail: () => never) =>
    async function* () {
      yield* text(after);
      fail();
    };
  const broken = () => {
    throw new Error('the table broke');
  };

  it('leaves nothing behind where it cannot be read to its end', async () => {
    const made = createTestUploads();
    const writing = createExports(made).write('list.csv', failing(12 * mebibyte, broken), workOf());
    await expect(writing).rejects.toThrow('the table broke');
    expect(made.uploads).toMatchObject([{ state: 'abandoned' }]);
  });

  it('leaves nothing behind where it is small, and was never written', async () => {
    const made = createTestUploads();
    const writing = createExports(made).write('list.csv', failing(100, broken), workOf());
    await expect(writing).rejects.toThrow('the table broke');
    expect(made.uploads).toEqual([]);
  });

  it.each(['add', 'finish'] as const)('leaves nothing behind where the bucket does not %s', async (step) => {
    const made = createTestUploads();
    const begin = async (filename: string) => ({
      ...(await made.begin(filename)),
      [step]: () => Promise.reject(new Error('the bucket broke')),
    });
    const writing = createExports({ begin }).write('list.csv', each(text(6 * mebibyte)), workOf());
    await expect(writing).rejects.toThrow('the bucket broke');
    expect(made.uploads).toMatchObject([{ state: 'abandoned' }]);
  });

  it('says what went wrong, though it cannot be abandoned either', async () => {
    const begin = async (filename: string) => ({
      ...(await createTestUploads().begin(filename)),
      add: () => Promise.reject(new Error('the bucket broke')),
      abandon: () => Promise.reject(new Error('and is still broken')),
    });
    const writing = createExports({ begin }).write('list.csv', each(text(6 * mebibyte)), workOf());
    await expect(writing).rejects.toThrow('the bucket broke');
  });

  /** Work whose time ends when it is told to, before the function is stopped. */
  function shortWork() {
    const work = { signal: new AbortController().signal, deadline: performance.now() + 60_000 };
    return { work, endNow: () => void Object.assign(work, { deadline: performance.now() - 1 }) };
  }

  it('ends with the time for it, and is abandoned while there is time for that', async () => {
    const made = createTestUploads();
    const { work, endNow } = shortWork();
    const chunks = async function* () {
      yield* text(12 * mebibyte);
      endNow();
      yield 'one row too many';
    };
    await expect(createExports(made).write('list.csv', chunks, work)).rejects.toThrow(OutOfTimeError);
    expect(made.uploads).toMatchObject([{ state: 'abandoned' }]);
  });

  it('is not waited for beyond its time, whether rows do not come or a part is not taken', async () => {
    const hanging = ({ signal }: Work) =>
      new Promise<never>((_, failed) => {
        signal.addEventListener('abort', () => failed(new Error('aborted')));
      });
    const work = () => ({ signal: new AbortController().signal, deadline: performance.now() + 2000 });
    const noRows = createTestUploads();
    const silent = async function* (within: Work) {
      yield 'a'.repeat(6 * mebibyte);
      await hanging(within);
    };
    await expect(createExports(noRows).write('list.csv', silent, work())).rejects.toThrow(OutOfTimeError);
    expect(noRows.uploads).toMatchObject([{ state: 'abandoned' }]);

    const notTaken = createTestUploads();
    const begin = async (filename: string): Promise<Upload> => ({
      ...(await notTaken.begin(filename)),
      add: (_part, within) => hanging(within),
    });
    const writing = createExports({ begin }).write('list.csv', each(['a'.repeat(6 * mebibyte)]), work());
    await expect(writing).rejects.toThrow(OutOfTimeError);
    expect(notTaken.uploads).toMatchObject([{ state: 'abandoned' }]);
  });
});
