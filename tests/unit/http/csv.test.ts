import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, csvOf, csvReply } from '#http/csv.ts';

interface Person {
  readonly name: string;
  readonly note: string | null;
  readonly places: number;
}

const columns: readonly Column<Person>[] = [
  { heading: 'Name', cell: ({ name }) => name },
  { heading: 'What they need', cell: ({ note }) => note },
  { heading: 'Places', cell: ({ places }) => places },
];

const textColumns = (count: number): Column<readonly string[]>[] =>
  Array.from({ length: count }, (_, index) => ({ heading: `Column ${index + 1}`, cell: (row) => row[index] }));

const read = (csv: string): string[][] => parse(csv, { bom: true, record_delimiter: '\r\n' });

const inPages = async function* <Row>(pages: readonly (readonly Row[])[]) {
  yield* pages;
};
/** Of rows that come all at once. */
const toCsv = <Row>(of: readonly Column<Row>[], rows: readonly Row[]): Promise<string> =>
  text(csvOf(of, inPages([rows])));

/** The one thing that is not given back as it was. */
const defused = (text: string): string => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);

describe('a table for a spreadsheet', () => {
  it('has its headings first, and each row on a line that ends as RFC 4180 has it', async () => {
    expect(await toCsv(columns, [{ name: 'Amina Begum', note: 'A hearing loop', places: 2 }])).toBe(
      '\u{feff}Name,What they need,Places\r\nAmina Begum,A hearing loop,2\r\n',
    );
  });

  it('has its headings where there is no row', async () => {
    expect(await toCsv(columns, [])).toBe('\u{feff}Name,What they need,Places\r\n');
  });

  it('begins, in bytes, with the mark by which Excel shows O’Brien and Zoë rightly', async () => {
    const csv = await toCsv(columns, [{ name: 'Zoë O’Brien', note: null, places: 1 }]);
    expect([...Buffer.from(csv).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(read(csv)[1]).toEqual(['Zoë O’Brien', '', '1']);
  });

  it.each(["=HYPERLINK('https://x.example')", '+44 20 7946 0018', '-2+3', '@SUM(A1)', '\t=1', '\r=1'])(
    'shows %j as text and never as a formula',
    async (note) => {
      expect(read(await toCsv(columns, [{ name: 'Amina', note, places: 1 }]))[1]?.[1]).toBe(`'${note}`);
    },
  );

  it('leaves numbers and what only holds such a character alone', async () => {
    const [, row] = read(await toCsv(columns, [{ name: "Siobhán O'Brien-Smith", note: '2 + 2 = 4', places: -3 }]));
    expect(row).toEqual(["Siobhán O'Brien-Smith", '2 + 2 = 4', '-3']);
  });

  it('keeps an empty cell of a single column, which as an empty line would be passed over', async () => {
    const csv = await toCsv(textColumns(1), [['one'], [''], ['three']]);
    expect(parse(csv, { bom: true, skip_empty_lines: true })).toEqual([['Column 1'], ['one'], [''], ['three']]);
  });

  it('gives back any text in any cell, but for what defuses a formula', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'",;\r\n\t =+-@\'a') }),
    );
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((count) => fc.array(fc.array(anyText, { minLength: count, maxLength: count }), { maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const count = rows[0]?.length ?? 1;
        const [, ...answered] = read(await toCsv(textColumns(count), rows));
        expect(answered).toEqual(rows.map((row) => row.map(defused)));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a table that is written as its rows are read', () => {
  const written = async (pages: readonly (readonly (readonly string[])[])[], count: number) =>
    text(csvOf(textColumns(count), inPages(pages)));

  it('is what the whole table is, however its rows come', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'",;\r\n\t =+-@\'a£€😀') }),
    );
    const table = fc.integer({ min: 1, max: 4 }).chain((count) =>
      fc.tuple(
        fc.constant(count),
        fc.array(fc.array(fc.array(cell, { minLength: count, maxLength: count }), { maxLength: 4 }), {
          maxLength: 5,
        }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(table, async ([count, pages]) => {
        expect(await written(pages, count)).toBe(await toCsv(textColumns(count), pages.flat()));
      }),
      { numRuns: 500 },
    );
  });

  it('has its headings, and the mark before them, where no page comes', async () => {
    expect(await written([], 2)).toBe('\u{feff}Column 1,Column 2\r\n');
  });

  it('is asked for one page after the other, and no further than it is read', async () => {
    let asked = 0;
    const endless = async function* () {
      for (;;) {
        asked += 1;
        yield [[`page ${asked}`]];
      }
    };
    const lines = csvOf(textColumns(1), endless());
    for (let line = 0; line < 3; line += 1) await lines.next();
    await lines.return();
    expect(asked).toBe(2);
  });

  it('is answered as a file, or by the link to it', () => {
    expect(csvReply('list.csv', { content: 'Name\r\n' })).toEqual({
      status: 200,
      file: { mediaType: 'text/csv', content: 'Name\r\n', filename: 'list.csv' },
    });
    expect(csvReply('list.csv', { link: { url: 'https://bucket.example' } })).toEqual({
      status: 201,
      body: { url: 'https://bucket.example' },
    });
  });
});
