import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBooking, measureContention } from './booking.ts';
import { measureFunding } from './funding.ts';
import { root, startBenchHub } from './hub.ts';
import { measureLargeSession } from './large-session.ts';
import { measureLoad } from './load.ts';
import type { Row } from './measure.ts';
import { measureScale } from './scale.ts';
import { measureWarmRequest } from './warm-request.ts';

const { values } = parseArgs({
  options: {
    /** How many records “very many” are. */
    records: { type: 'string', default: '100000' },
    pairs: { type: 'string', default: '15' },
  },
});
const pairs = Number(values.pairs);

const shown = ({ value, unit }: Row): string => `${unit === '×' ? value.toFixed(2) : Math.round(value)} ${unit}`;

function print(row: Row): void {
  const verdict = row.value <= row.atMost + 0.005 ? 'within' : 'OVER';
  const limit = `${row.atMost} ${row.unit}`;
  console.log(
    [
      row.what.padEnd(52),
      shown(row).padStart(15),
      `at most ${limit}`.padStart(24),
      verdict.padStart(8),
      `  against ${row.against}${row.note ? ` (${row.note})` : ''}`,
    ].join(''),
  );
}

const rows: Row[] = [];
async function measure(part: () => Promise<Row[]>): Promise<void> {
  for (const row of await part()) {
    print(row);
    rows.push(row);
  }
}

await measure(() => measureLoad(pairs));
const hub = await startBenchHub();
try {
  await measure(() => measureWarmRequest(hub, pairs));
  await measure(() => measureBooking(hub));
  await measure(() => measureContention(hub));
  await measure(() => measureFunding(hub));
} finally {
  await hub.stop();
}
await measure(measureLargeSession);
await measure(() => measureScale(Number(values.records)));

const file = join(root, 'bench', 'results.json');
writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), node: process.version, rows }, null, 2)}\n`);
console.log('\nbench/results.json holds the same.');
