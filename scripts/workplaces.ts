import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { openRecords } from '#records/open-records.ts';
import { sayLoad } from '#records/people/load-in-words.ts';
import { loadPractices } from '#records/people/load-practices.ts';
import { ask, endWith } from '../infra/local/running.ts';

/**
 * Loads the NHS's file of practices, with the rights of whoever runs it: reading and writing the Records table. Without a table, into the
 * platform that runs on this machine. Ends with 1 where the file is refused.
 */
const usage =
  'Say what: npm run workplaces -- load <epraccur.csv> [--apply] [--anyway] [--table <Records table>] [--hub <id>]. Without --apply it says what would change, and changes nothing. --anyway loads a file that closes very many.';

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        apply: { type: 'boolean', default: false },
        anyway: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        table: { type: 'string' },
        hub: { type: 'string', default: 'south-east-london' },
      },
    });
  } catch {
    return endWith(usage);
  }
}

function readFile(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    return endWith(`${path} cannot be read`);
  }
}

const { values, positionals } = readOptions();
const [verb, path, ...more] = positionals;
if (verb !== 'load' || path === undefined || more.length > 0 || (values.apply && values['dry-run'])) endWith(usage);
const file = readFile(path);

const minutes = 10 * 60_000;
const work = { signal: AbortSignal.timeout(minutes), deadline: performance.now() + minutes };
const Answer = z.object({ refused: z.boolean(), lines: z.array(z.string()) });

const { apply, anyway } = values;

const intoTable = (table: string) =>
  sayLoad(loadPractices(openRecords({ HUB: values.hub, RECORDS_TABLE: table }), file, { apply, anyway }, work));

const intoLocal = async () =>
  Answer.parse(
    await (await ask(`/_local/workplaces?apply=${apply}&anyway=${anyway}`, { method: 'POST', body: file })).json(),
  );

const { refused, lines } = await (values.table === undefined ? intoLocal() : intoTable(values.table));
for (const line of lines) console.log(line);
process.exitCode = refused ? 1 : 0;
