// `npm run privacy:publish [-- DAY]`: freezes what the policy says now as the version that holds from a day, today where none is given.
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { day } from '#domain/time/instant.ts';
import { londonDay } from '#domain/time/london.ts';
import { changesInWords, mustBeTold } from '#privacy/changes.ts';
import { pinLine } from '#privacy/pinned.ts';
import { changesOf, withVersion } from '#privacy/versions.ts';
import { hashOf, notAsPublished, pinnedPath, policyNow, publishedVersions, versionsPath } from './policy-versions.ts';

const root = join(import.meta.dirname, '..');

try {
  const today = londonDay(new Date().toISOString());
  const version = day.parse(process.argv[2] ?? today);
  // Whoever publishes upon what was changed afterwards would make it look as if it had been so.
  const [otherwise] = notAsPublished();
  if (otherwise !== undefined) throw new Error(otherwise);
  const versions = withVersion(publishedVersions(), { version, ...policyNow() }, { hashOf, today });
  writeFileSync(join(root, versionsPath), `${JSON.stringify(versions, null, 2)}\n`);
  for (const each of versions.slice(-1)) appendFileSync(join(root, pinnedPath), pinLine(each));
  console.log(`published the version of ${version} in ${versionsPath}`);
  const changes = changesOf(versions, versions.length - 1);
  for (const change of changes ? changesInWords(changes) : []) console.log(`- ${change}`);
  if (changes && mustBeTold(changes)) console.log('People must be told of this before it takes effect.');
  // What is made for people to read of each version.
  await import('./generate.ts');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
