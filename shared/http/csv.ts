import { stringify } from 'csv-stringify/sync';

/** One column of a table: what stands above it, in plain words, and what stands in each row. */
export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string | number | null | undefined;
}

/**
 * A table for a spreadsheet: RFC 4180, with the mark by which Excel knows UTF-8.
 *
 * Text that a spreadsheet would take for a formula is shown as text, by an apostrophe before it: `=1+1` becomes `'=1+1`, and
 * so does a telephone number that begins with `+`. Other text stays to the letter.
 */
export const toCsv = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string =>
  stringify(
    [columns.map(({ heading }) => heading), ...rows.map((row) => columns.map(({ cell }) => cell(row)))],
    // Of a single column, an empty cell would be an empty line, which programs pass over.
    { bom: true, escape_formulas: true, record_delimiter: '\r\n', quoted_empty: columns.length === 1 },
  );
