import * as z from 'zod';
import { changesBetween, type ProcessingChanges } from './changes.ts';
import { block, type Page } from './page.ts';
import { type Processing, processing } from './processing.ts';

/** What a version of the policy says. */
const said = z.object({
  /** The day from which it holds, by which it is called. */
  version: z.iso.date(),
  page: z.array(block),
  processing,
});
export type Said = z.output<typeof said>;

/** A version as it was published, for ever: with the hash of all that it says. */
export const policyVersion = said.extend({ sha256: z.string() });
export type PolicyVersion = z.output<typeof policyVersion>;

/** Oldest first. */
export const policyVersions = z.array(policyVersion);

/** Whether a version says what the code says. */
export const saysTheSame = (
  version: Pick<Said, 'page' | 'processing'>,
  now: { readonly page: Page; readonly processing: Processing },
): boolean => JSON.stringify([version.page, version.processing]) === JSON.stringify([now.page, now.processing]);

/**
 * The versions with one more.
 *
 * @throws where it would not be the latest, or says nothing that the latest does not
 */
export function withVersion(
  versions: readonly PolicyVersion[],
  next: Said,
  hashOf: (said: Said) => string,
): PolicyVersion[] {
  const latest = versions.at(-1);
  if (latest && latest.version >= next.version)
    throw new Error(`A version of ${latest.version} is published and never changes: the next one is of a later day`);
  if (latest && saysTheSame(latest, next)) throw new Error(`The version of ${latest.version} says all of this already`);
  return [...versions, { ...next, sha256: hashOf(next) }];
}

/** What a version changed of the one before it; nothing of the first. */
export function changesOf(versions: readonly PolicyVersion[], index: number): ProcessingChanges | undefined {
  const [before, after] = [versions[index - 1], versions[index]];
  return before && after && changesBetween(before.processing, after.processing);
}
