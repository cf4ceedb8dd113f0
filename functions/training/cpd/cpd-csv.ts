import { type Column, csvOf } from '#http/csv.ts';
import type { ShownLog } from './schemas.ts';
import { participationInWords, type ShownEntry, sourcesInWords } from './words.ts';

/** An entry, or a sum under them. */
type Row = Pick<ShownEntry, 'title' | 'hours'> & Partial<ShownEntry>;

const columns: readonly Column<Row>[] = [
  { heading: 'Completed on', cell: ({ completedOn }) => completedOn },
  { heading: 'Title', cell: ({ title }) => title },
  { heading: 'Provider', cell: ({ provider }) => provider },
  { heading: 'Hours', cell: ({ hours }) => hours },
  { heading: 'Participatory', cell: (row) => row.source && participationInWords(row) },
  { heading: 'Level', cell: ({ level }) => level },
  { heading: 'Source', cell: ({ source }) => source && sourcesInWords[source] },
  { heading: 'Certificate code', cell: ({ certificate }) => certificate?.code },
  { heading: 'Check the certificate at', cell: ({ certificate }) => certificate?.url },
];

const sumsOf = ({ name, from, to, totals }: ShownLog): readonly Row[] => [
  { title: `Total hours of ${name} from ${from} to ${to}`, hours: totals.hours },
  { title: 'Of these, participatory', hours: totals.participatoryHours },
  { title: 'Of these, not participatory', hours: totals.notParticipatoryHours },
  { title: 'Of these, not said', hours: totals.notSaidHours },
];

async function* pagesOf(log: ShownLog): AsyncGenerator<readonly Row[]> {
  yield log.items;
  yield sumsOf(log);
}

/** The log as a table, with its sums in the last rows. */
export async function cpdCsv(log: ShownLog): Promise<string> {
  let text = '';
  for await (const lines of csvOf(columns, pagesOf(log))) text += lines;
  return text;
}
