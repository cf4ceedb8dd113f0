// `npm run privacy:diff -- REV`: what is done with people's data now that was not done at a revision of git.
import { spawnSync } from 'node:child_process';
import { changesBetween, changesInWords, mustBeTold } from '#privacy/changes.ts';
import { type Processing, processing, processingOf } from '#privacy/processing.ts';
import { storedFields } from '#records/stored-fields.ts';
import { publishingHub } from './policy-versions.ts';

/** As its record of processing was checked in. @throws where there is no such revision, or it has none that can be read */
function processingAt(revision: string): Processing {
  const path = `${revision}:docs/record-of-processing.json`;
  const shown = spawnSync('git', ['show', path], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (shown.status !== 0) throw new Error(`There is no record of processing at ${revision}: ${shown.stderr.trim()}`);
  const parsed = processing.safeParse(JSON.parse(shown.stdout));
  if (!parsed.success) throw new Error(`The record of processing at ${revision} is of a form that cannot be compared`);
  return parsed.data;
}

function tell(revision: string): void {
  const changes = changesBetween(processingAt(revision), processingOf(publishingHub, storedFields()));
  const words = changesInWords(changes);
  for (const change of words) console.log(`- ${change}`);
  if (words.length === 0) console.log(`Nothing is done with people's data that was not done at ${revision}.`);
  else console.log(mustBeTold(changes) ? 'People must be told before this takes effect.' : 'People need not be told.');
}

try {
  const [revision] = process.argv.slice(2);
  if (revision === undefined) throw new Error('Say with which revision: npm run privacy:diff -- main');
  tell(revision);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
