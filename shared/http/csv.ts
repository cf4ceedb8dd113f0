import { stringify } from 'csv-stringify/sync';

/** One column of a table: what stands above it, in plain words, and what stands in each row. */
export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string | number | null | undefined;
}

/** Lines of a table, the first of which may be its headings. */
const linesOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[], withHeadings: boolean): string =>
  stringify(
    [
      ...(withHeadings ? [columns.map(({ heading }) => heading)] : []),
      ...rows.map((row) => columns.map(({ cell }) => cell(row))),
    ],
    // Of a single column, an empty cell would be an empty line, which programs pass over.
    { bom: withHeadings, escape_formulas: true, record_delimiter: '\r\n', quoted_empty: columns.length === 1 },
  );

/**
 * A table for a spreadsheet, written as its rows are read: RFC 4180, with the mark by which Excel knows UTF-8.
 *
 * Text that a spreadsheet would take for a formula is shown as text, by an apostrophe before it: `=1+1` becomes `'=1+1`, and
 * so does a telephone number that begins with `+`. Other text stays to the letter.
 */
export async function* csvOf<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string, void, undefined> {
  yield linesOf(columns, [], true);
  for await (const rows of pages) if (rows.length > 0) yield linesOf(columns, rows, false);
}

/** A table that was written, as a route answers it: itself, or the link to it where it is too large for an answer. */
export const csvReply = <Link>(filename: string, written: { readonly content: string } | { readonly link: Link }) =>
  'link' in written
    ? ({ status: 201, body: written.link } as const)
    : ({ status: 200, file: { mediaType: 'text/csv', content: written.content, filename } } as const);
