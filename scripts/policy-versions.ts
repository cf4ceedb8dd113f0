import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hub } from '#hub/hub.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { differsFromPinned, type Pinned, pinnedIn } from '#privacy/pinned.ts';
import { privacyPolicy } from '#privacy/policy-document.ts';
import { processingOf } from '#privacy/processing.ts';
import { type PolicyVersion, policyVersion, type Said } from '#privacy/versions.ts';

/** The hub whose documents are checked in; another hub's are made by the same functions. */
export const publishingHub: Hub = southEastLondon;

/** Where a version of its policy is frozen, from the repository's root. */
export const versionPath = (version: string): string => `docs/policy/${publishingHub.id}/${version}.json`;

/** The list of them all, which is derived. */
export const listPath = `docs/policy/${publishingHub.id}.json`;

/** Under which hash each of them was published: only ever added to, so that a review sees a version change that should not. */
export const pinnedPath = `docs/policy/${publishingHub.id}.hashes`;

const root = join(import.meta.dirname, '..');

/** Every version that was published, oldest first. */
export const publishedVersions = (): PolicyVersion[] =>
  globSync(versionPath('*'), { cwd: root })
    .sort()
    .map((path) => policyVersion.parse(JSON.parse(readFileSync(join(root, path), 'utf8'))));

export function pinnedVersions(): Pinned[] {
  const file = join(root, pinnedPath);
  return existsSync(file) ? pinnedIn(readFileSync(file, 'utf8')) : [];
}

/** What the code says now. */
export const policyNow = (hub: Hub = publishingHub) => ({
  page: [...privacyPolicy(hub)],
  processing: processingOf(hub),
});

/** Of all that a version says: whoever changes a word of it changes this. */
export const hashOf = ({ version, page, processing }: Said): string =>
  createHash('sha256').update(JSON.stringify({ version, page, processing })).digest('hex');

/** What of these versions is otherwise than it was published. */
export const notAsPublished = (versions = publishedVersions(), pinned = pinnedVersions()): string[] =>
  differsFromPinned(versions, pinned, hashOf);
