import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBooking } from './booking.ts';
import { measureContention } from './contention.ts';
import { root } from './deployed.ts';
import { measureFirstRequest } from './first-request.ts';
import { measureFunding } from './funding.ts';
import { type BenchHub, startBenchHub } from './hub.ts';
import { measureLargeSession } from './large-session.ts';
import { measureLoad } from './load.ts';
import { measureLocalPlatform } from './local-platform.ts';
import type { Row } from './measure.ts';
import { measurePages } from './pages.ts';
import { measureRush } from './rush.ts';
import { measureScale } from './scale.ts';
import { measureSize } from './size.ts';
import { lineOf, verdictOf } from './table.ts';
import { measureTransports } from './transports.ts';
import { measureWarmRequest } from './warm-request.ts';

const { values } = parseArgs({
  options: {
    /** These parts, separated by commas; all of them where it is left out. */
    only: { type: 'string' },
    /** A million records; where these were not filled in before, that takes a while. */
    large: { type: 'boolean', default: false },
    /** How many records “very many” are. */
    records: { type: 'string' },
    sessions: { type: 'string', default: '4000' },
    pairs: { type: 'string', default: '15' },
  },
});
const pairs = Number(values.pairs);
const records = Number(values.records ?? (values.large ? 1_000_000 : 100_000));

/** On an engine of its own: what one part leaves there is not in the way of another. */
async function* onHub(measure: (hub: BenchHub, pairs: number) => AsyncGenerator<Row>): AsyncGenerator<Row> {
  const hub = await startBenchHub();
  try {
    yield* measure(hub, pairs);
  } finally {
    await hub.stop();
  }
}

const parts: Readonly<Record<string, () => AsyncGenerator<Row>>> = {
  size: measureSize,
  load: () => measureLoad(pairs),
  'first-request': () => onHub(measureFirstRequest),
  'warm-request': () => onHub(measureWarmRequest),
  async *pages() {
    yield* onHub(measurePages);
    yield* measureTransports(pairs);
  },
  booking: () => onHub(measureBooking),
  contention: () => onHub(measureContention),
  rush: measureRush,
  funding: () => onHub(measureFunding),
  'large-session': () => onHub(measureLargeSession),
  scale: () => measureScale({ records, sessions: Number(values.sessions) }, pairs),
  platform: measureLocalPlatform,
};

const wanted = values.only?.split(',') ?? Object.keys(parts);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}: name some of ${Object.keys(parts).join(', ')}`);
  process.exit(1);
}

const file = join(root, 'bench', 'results.json');
const rows: (Row & { readonly part: string; readonly verdict: string })[] = [];
for (const part of wanted) {
  for await (const row of parts[part]?.() ?? []) {
    console.log(lineOf(row));
    rows.push({ part, ...row, verdict: verdictOf(row) });
    // After each, so that what was measured is kept when the rest is not waited for.
    const results = { at: new Date().toISOString(), node: process.version, records, pairs, rows };
    writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  }
}
const over = rows.filter(({ verdict }) => verdict === 'OVER').length;
console.log(`\n${over} of ${rows.length} figures are over. bench/results.json holds the same.`);
