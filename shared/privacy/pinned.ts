import type { PolicyVersion } from './versions.ts';

/** A version and the hash under which it was published, apart from what it says. */
export interface Pinned {
  readonly version: string;
  readonly sha256: string;
}

/** One line for each version, in the order in which they were published: `2026-11-28 <hash>`. */
export const pinnedIn = (text: string): Pinned[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [version = '', sha256 = ''] = line.split(' ');
      return { version, sha256 };
    });

export const pinLine = ({ version, sha256 }: Pinned): string => `${version} ${sha256}\n`;

/**
 * What is otherwise than it was published, each as a sentence: a version that says something else, is missing or was never published.
 *
 * @param hashOf - of what a version says now
 */
export function differsFromPinned(
  versions: readonly PolicyVersion[],
  pinned: readonly Pinned[],
  hashOf: (version: PolicyVersion) => string,
): string[] {
  const published = new Map(pinned.toReversed().map(({ version, sha256 }) => [version, sha256]));
  const kept = new Set(versions.map(({ version }) => version));
  return [
    ...versions.flatMap((each) => {
      const sha256 = published.get(each.version);
      if (sha256 === undefined) return [`The version of ${each.version} was never published`];
      if (sha256 !== hashOf(each) || sha256 !== each.sha256)
        return [`The version of ${each.version} says something else than was published: put it back as it was`];
      return [];
    }),
    ...pinned
      .filter(({ version }) => !kept.has(version))
      .map(({ version }) => `The version of ${version} was published and is missing: put it back`),
    ...(published.size < pinned.length ? ['A version is pinned twice: what was pinned first holds'] : []),
  ];
}
