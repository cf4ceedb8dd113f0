import { mustBeTold, newsInWords } from './changes.ts';
import { changesOf, type PolicyVersion } from './versions.ts';

/** A version of the policy that people are told of before it holds. */
export interface PolicyNotice {
  readonly version: string;
  /** The version before it. */
  readonly before: string;
  /** A sentence for each change that they must hear of. */
  readonly changes: readonly string[];
}

/** @param versions - oldest first, as the notices are */
export const noticesOf = (versions: readonly PolicyVersion[]): PolicyNotice[] =>
  versions.flatMap(({ version }, index) => {
    const [before, changes] = [versions[index - 1], changesOf(versions, index)];
    return before && changes && mustBeTold(changes)
      ? [{ version, before: before.version, changes: newsInWords(changes) }]
      : [];
  });
