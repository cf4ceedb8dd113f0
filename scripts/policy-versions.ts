import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hub } from '#hub/hub.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { differsFromPinned, type Pinned, pinnedIn } from '#privacy/pinned.ts';
import { privacyPolicy } from '#privacy/policy-document.ts';
import { processingOf } from '#privacy/processing.ts';
import { type PolicyVersion, policyVersions, type Said } from '#privacy/versions.ts';

/** The hub whose documents are checked in; another hub's are made by the same functions. */
export const publishingHub: Hub = southEastLondon;

/** Where all versions of its policy are frozen, from the repository's root. */
export const versionsPath = `docs/policy/${publishingHub.id}.json`;

/** Under which hash each of them was published: only ever added to, so that a review sees a version change that should not. */
export const pinnedPath = `docs/policy/${publishingHub.id}.hashes`;

const textOf = (path: string, otherwise: string): string => {
  const file = join(import.meta.dirname, '..', path);
  return existsSync(file) ? readFileSync(file, 'utf8') : otherwise;
};

/** Every version that was published, oldest first. */
export const publishedVersions = (): PolicyVersion[] => policyVersions.parse(JSON.parse(textOf(versionsPath, '[]')));

export const pinnedVersions = (): Pinned[] => pinnedIn(textOf(pinnedPath, ''));

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
