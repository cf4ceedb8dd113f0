// `npm run privacy:publish [-- DAY]`: freezes what the policy says now as the version that holds from a day, today where none is given.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { day } from '#domain/time/instant.ts';
import { londonDay } from '#domain/time/london.ts';
import { changesInWords, mustBeTold } from '#privacy/changes.ts';
import { changesOf, withVersion } from '#privacy/versions.ts';
import { hashOf, policyNow, publishedVersions, versionsPath } from './policy-versions.ts';

try {
  const version = day.parse(process.argv[2] ?? londonDay(new Date().toISOString()));
  const versions = withVersion(publishedVersions(), { version, ...policyNow() }, hashOf);
  writeFileSync(join(import.meta.dirname, '..', versionsPath), `${JSON.stringify(versions, null, 2)}\n`);
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
