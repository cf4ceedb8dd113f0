// `npm run privacy:publish [-- DAY] [--nobody-to-tell]`: freezes what the policy says now as the version that holds from a day, today where
// none is given. Of a hub that nobody has an account with yet, what people would have to be told of may hold at once.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { day } from '#domain/time/instant.ts';
import { londonDay } from '#domain/time/london.ts';
import { changesInWords, mustBeTold } from '#privacy/changes.ts';
import { pinLine } from '#privacy/pinned.ts';
import { changesOf, withVersion } from '#privacy/versions.ts';
import {
  hashOf,
  notAsPublished,
  pinnedPath,
  policyNow,
  publishedVersions,
  publishingHub,
  versionPath,
} from './policy-versions.ts';

const root = join(import.meta.dirname, '..');

try {
  const today = londonDay(new Date().toISOString());
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'nobody-to-tell': { type: 'boolean' } },
  });
  const version = day.parse(positionals[0] ?? today);
  // Whoever publishes upon what was changed afterwards would make it look as if it had been so.
  const [otherwise] = notAsPublished();
  if (otherwise !== undefined) throw new Error(otherwise);
  const versions = withVersion(
    publishedVersions(),
    { version, ...policyNow() },
    { hashOf, today, noticeDays: publishingHub.policy.noticeDays, nobodyToTell: values['nobody-to-tell'] },
  );
  for (const each of versions.slice(-1)) {
    mkdirSync(dirname(join(root, versionPath(version))), { recursive: true });
    writeFileSync(join(root, versionPath(version)), `${JSON.stringify(each, null, 2)}\n`);
    appendFileSync(join(root, pinnedPath), pinLine(each));
  }
  console.log(`published the version of ${version} in ${versionPath(version)}`);
  const changes = changesOf(versions, versions.length - 1);
  for (const change of changes ? changesInWords(changes) : []) console.log(`- ${change}`);
  if (changes && mustBeTold(changes))
    console.log('Everybody who has an account is told of this by email once it is deployed.');
  // The list of all versions, and what is made for people to read of each.
  await import('./generate.ts');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
