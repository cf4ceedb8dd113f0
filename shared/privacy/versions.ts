import * as z from 'zod';
import { addToDay } from '#domain/time/working-days.ts';
import { changesBetween, changesInWords, mustBeTold, newsInWords, type ProcessingChanges } from './changes.ts';
import { block, linesOf, type Page } from './page.ts';
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

/** All that is asked of a version without what it says. */
export interface ListedVersion {
  readonly version: string;
  readonly sha256: string;
  /** A sentence for each change of the version before it; none of the first. */
  readonly changes: readonly string[];
  /** Those of them that people must be told of. */
  readonly news: readonly string[];
}

/** A version's day alone: what stands is known by that. */
type Dated = Pick<ListedVersion, 'version'>;

/** Whether a version says what the code says. */
export const saysTheSame = (
  version: Pick<Said, 'page' | 'processing'>,
  now: { readonly page: Page; readonly processing: Processing },
): boolean => JSON.stringify([version.page, version.processing]) === JSON.stringify([now.page, now.processing]);

/** Whether it is to come, holds, or held before. */
export const standings = ['to-come', 'in-force', 'past'] as const;
type Standing = (typeof standings)[number];

/** The version that holds on a day in London; none where the first is to come. */
export const inForceOn = <V extends Dated>(versions: readonly V[], today: string): V | undefined =>
  versions.findLast(({ version }) => version <= today);

/** @param today - in London */
export function standingOf(versions: readonly Dated[], version: string, today: string): Standing {
  if (version > today) return 'to-come';
  return inForceOn(versions, today)?.version === version ? 'in-force' : 'past';
}

/** How a version is published. */
interface Publishing {
  readonly hashOf: (said: Said) => string;
  /** In London. */
  readonly today: string;
  /** So many days before it holds people are told of what they must hear of. */
  readonly noticeDays: number;
  /** Of a hub that is not yet in use: nobody has an account. */
  readonly nobodyToTell?: boolean | undefined;
}

/**
 * The versions with one more.
 *
 * @throws where it would not be the latest, would have held already, or says nothing that the latest does not; or where people could not
 *   be told early enough
 */
export function withVersion(
  versions: readonly PolicyVersion[],
  next: Said,
  { hashOf, today, noticeDays, nobodyToTell = false }: Publishing,
): PolicyVersion[] {
  const latest = versions.at(-1);
  if (latest && latest.version >= next.version) {
    const since = latest.version <= today ? 'has held since then' : 'is published';
    throw new Error(
      `The version of ${latest.version} ${since} and never changes. Publish another, of a later day: npm run privacy:publish -- DAY`,
    );
  }
  if (latest && next.version < today)
    throw new Error(`On ${next.version} people were told otherwise. Publish a version of today, ${today}, or later`);
  if (latest && saysTheSame(latest, next)) throw new Error(`The version of ${latest.version} says all of this already`);
  const withNext = [...versions, { ...next, sha256: hashOf(next) }];
  const earliest = addToDay(today, noticeDays);
  const changes = changesOf(withNext, versions.length);
  if (changes && mustBeTold(changes) && next.version < earliest && !nobodyToTell)
    throw new Error(
      `People must be told of this ${noticeDays} days before it holds: publish it for ${earliest} or later. Where nobody has an account yet, add --nobody-to-tell`,
    );
  return withNext;
}

/** What a version changed of the one before it; nothing of the first. Where its words alone are others, those. */
export function changesOf(versions: readonly PolicyVersion[], index: number): ProcessingChanges | undefined {
  const [before, after] = [versions[index - 1], versions[index]];
  if (!before || !after) return undefined;
  const changes = changesBetween(before.processing, after.processing);
  if (changesInWords(changes).length > 0) return changes;
  const [was, is] = [linesOf(before.page), linesOf(after.page)];
  const added = is.filter((line) => !was.includes(line));
  const gone = was.filter((line) => !is.includes(line)).map((line) => `(no longer) ${line}`);
  // What was only put into another order, or said twice, is no less another page.
  const moved =
    added.length + gone.length === 0 && was.join('\n') !== is.join('\n') ? ['the same in another order'] : [];
  return { ...changes, rewritten: [...added, ...gone, ...moved] };
}

/** @param versions - oldest first, as they are listed */
export const listedOf = (versions: readonly PolicyVersion[]): ListedVersion[] =>
  versions.map(({ version, sha256 }, index) => {
    const changes = changesOf(versions, index);
    return {
      version,
      sha256,
      changes: changes ? changesInWords(changes) : [],
      news: changes ? newsInWords(changes) : [],
    };
  });
