import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PracticesFile, readPractices } from '#domain/people/practices-file.ts';
import { csvRecords } from '#domain/text/csv-records.ts';
import { type PracticeRow, practiceColumns, practicesFile } from '../../../support/practices.ts';

function linesOf(file: PracticesFile) {
  if ('refused' in file) throw new Error(file.refused);
  return file;
}
const refusalOf = (text: string): string | undefined => {
  const file = readPractices(text);
  return 'refused' in file ? file.refused : undefined;
};
const codes = (count: number) => Array.from({ length: count }, (_, n) => `Z${String(10_000 + n)}`);
const manyLines = (count: number) => practicesFile(codes(count).map((odsCode) => ({ odsCode })));

describe('records of a CSV file', () => {
  it('are read back, whatever stands in them', () => {
    const anyField = fc.string({ unit: fc.constantFrom('a', 'É', '"', ',', '\n', '\r\n', ' ', "'") });
    fc.assert(
      fc.property(fc.array(fc.array(anyField, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const text = stringify(rows, { quoted: true });
        expect(csvRecords(text).map(({ fields }) => fields)).toEqual(rows);
      }),
    );
  });

  it('are numbered by the lines on which they begin', () => {
    expect(csvRecords('a,"b\nc"\r\n\r\nd,e').map(({ line }) => line)).toEqual([1, 4]);
  });

  it('end with their line where a quote is stray, and the next is read', () => {
    expect(csvRecords('a,b"c\r\nd,e\r\n')).toEqual([
      { line: 1, fields: undefined },
      { line: 2, fields: ['d', 'e'] },
    ]);
    expect(csvRecords('a,"b')).toEqual([{ line: 1, fields: undefined }]);
  });
});

describe('the file of practices', () => {
  const statuses = ['A', 'C', 'D', 'P', 'ACTIVE', 'INACTIVE'];
  const row = fc.record({
    odsCode: fc.integer({ min: 10_000, max: 99_999 }).map((n) => `Z${n}`),
    name: fc.string({ unit: fc.constantFrom('A', 'B', '"', ',', "'", '&'), minLength: 1, maxLength: 30 }),
    postcode: fc.constantFrom('SE13 9XX', 'DA16 9XX', ''),
    opened: fc.constantFrom('20010401', '2001-04-01', ''),
    status: fc.constantFrom(...statuses),
    setting: fc.constantFrom('4', 'RO76', '0', 'RO72'),
  });

  it('is read back from any lines that are valid, quoted or not', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { selector: ({ odsCode }) => odsCode, minLength: 1 }),
        fc.boolean(),
        (others, quoted) => {
          const rows = [{ odsCode: 'Z1000', name: 'A', postcode: '' }, ...others];
          const { lines, faults } = linesOf(readPractices(stringify(rows.map(practiceColumns), { quoted })));
          expect(faults).toEqual([]);
          expect(lines.map(({ odsCode, name, postcode }) => ({ odsCode, name, postcode }))).toEqual(
            rows.map(({ odsCode, name, postcode }) => ({ odsCode, name, postcode })),
          );
        },
      ),
    );
  });

  it.each([
    { status: 'A', setting: '4', isOpen: true },
    { status: 'ACTIVE', setting: 'RO76', isOpen: true },
    { status: 'C', setting: '4', isOpen: false },
    { status: 'INACTIVE', setting: 'RO76', isOpen: false },
    { status: 'D', setting: '4', isOpen: false },
    { status: 'P', setting: '4', isOpen: false },
    { status: 'A', setting: '0', isOpen: false },
    { status: 'ACTIVE', setting: 'RO87', isOpen: false },
  ])('takes for an open practice one of status $status and setting $setting: $isOpen', ({ isOpen, ...changes }) => {
    const file = practicesFile([{ odsCode: 'Z10000', ...changes }, { odsCode: 'Z10001' }]);
    expect(linesOf(readPractices(file)).lines.map((line) => line.isOpen)).toEqual([isOpen, true]);
  });

  it('names a single bad line among good ones, and reads the others', () => {
    const text = manyLines(30).replace('"Z10004"', '"Z1"').replace('"ACTIVE"', '"ALIVE"');
    const { lines, faults } = linesOf(readPractices(text));
    expect(faults).toEqual([
      { line: 1, fault: 'column 13 is no status, like ACTIVE or A' },
      { line: 5, fault: 'column 1 is no ODS code' },
    ]);
    expect(lines).toHaveLength(28);
  });

  it('takes a code once, and names the line that has it again', () => {
    const { faults } = linesOf(readPractices(manyLines(5) + manyLines(1)));
    expect(faults).toEqual([{ line: 6, fault: 'line 1 is of the same code' }]);
  });

  const swapped = (row: readonly string[], one: number, other: number): string[] =>
    [...row].with(one, row[other] ?? '').with(other, row[one] ?? '');
  const othersByColumns: readonly (readonly [string, (row: PracticeRow) => readonly string[], RegExp])[] = [
    ['fewer columns', (each) => practiceColumns(each).slice(0, 26), /27 columns.*7000 of 7000.*26 columns/],
    ['more columns', (each) => [...practiceColumns(each), ''], /27 columns.*28 columns/],
    [
      'dates written otherwise',
      (each) => practiceColumns({ ...each, opened: '01/04/2001' }),
      /column 11 is no date, like 20270104/,
    ],
    [
      'the setting a column later',
      (each) => practiceColumns(each).map((field, n, all) => (n >= 25 ? (all[51 - n] ?? '') : field)),
      /column 26 is no prescribing setting/,
    ],
    ['the postcode where the county is', (each) => swapped(practiceColumns(each), 8, 9), /column 9 is a postcode/],
    ['the street where the postcode is', (each) => swapped(practiceColumns(each), 4, 9), /column 5 is a postcode/],
    [
      'the town where the postcode is',
      (each) => practiceColumns({ ...each, postcode: 'LEWISHAM' }),
      /10 is no postcode/,
    ],
    ['names of areas in place of codes', (each) => practiceColumns(each).with(2, 'LONDON'), /column 3 is no code/],
    ['no practices in it', (each) => practiceColumns({ ...each, setting: '0' }), /No line is of a GP practice/],
    ['days that there are none of', (each) => practiceColumns({ ...each, closed: '20270231' }), /column 12 is no date/],
  ];
  it.each(othersByColumns)('of another year, with %s, is one fault that says what was expected', (_, columns, said) => {
    const text = stringify(codes(7000).map((odsCode) => columns({ odsCode })));
    expect(refusalOf(text)).toMatch(said);
  });

  it('with a header row is refused as one', () => {
    const header = Array.from({ length: 27 }, (_, n) => (n === 10 ? 'Open Date' : `Column ${n}`)).join(',');
    expect(refusalOf(`${header}\r\n${manyLines(50)}`)).toMatch(/begins with a header row.*no header row/);
  });

  it('that is empty, or not a table at all, is refused', () => {
    expect(refusalOf('')).toMatch(/empty/);
    expect(refusalOf('<!DOCTYPE html>\n<p>Moved</p>')).toMatch(/27 columns/);
  });

  it('begins with a byte order mark or not', () => {
    expect(linesOf(readPractices(`\u{FEFF}${manyLines(3)}`)).lines).toHaveLength(3);
  });
});
