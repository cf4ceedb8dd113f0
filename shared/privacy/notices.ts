import type { ListedVersion } from './versions.ts';

/** A version of the policy that people are told of before it holds. */
export interface PolicyNotice {
  readonly version: string;
  /** The version before it. */
  readonly before: string;
  /** A sentence for each change that they must hear of. */
  readonly changes: readonly string[];
}

/** @param versions - oldest first, as the notices are */
export const noticesOf = (versions: readonly ListedVersion[]): PolicyNotice[] =>
  versions.flatMap(({ version, news }, index) => {
    const before = versions[index - 1];
    return before && news.length > 0 ? [{ version, before: before.version, changes: news }] : [];
  });
