import type { PracticeLine } from './practices-file.ts';

/** A practice as the hub knows it. */
export interface Practice {
  readonly odsCode: string;
  readonly name: string;
  readonly town: string;
  readonly postcode: string;
  /** Whether it is offered; a closed one keeps its name for what was booked while it was open. */
  readonly isOpen: boolean;
}

/** What a newer file says otherwise than what is known. One practice may stand in several lists. */
export interface PracticeChanges {
  readonly added: readonly Practice[];
  readonly closed: readonly Practice[];
  readonly reopened: readonly Practice[];
  readonly renamed: readonly { readonly before: Practice; readonly after: Practice }[];
  readonly moved: readonly { readonly before: Practice; readonly after: Practice }[];
  readonly unchanged: number;
  /** Were open, and are not in the file, which is whole: closed with it. */
  readonly gone: readonly Practice[];
  /** Known, and not in the file, and left as they are: in a file that cannot be read as a whole that is no word of their closing. */
  readonly missing: readonly Practice[];
}

const practiceOf = ({ odsCode, name, town, postcode, isOpen }: PracticeLine): Practice => ({
  odsCode,
  name,
  town,
  postcode,
  isOpen,
});

const moves = (before: Practice, after: Practice): boolean =>
  before.postcode !== after.postcode || before.town !== after.town;

/**
 * What is known after a file, in the order of codes, and what it changes. Of other organisations than GP practices nothing is kept,
 * unless one was a practice before.
 *
 * @param isWhole - every line could be read, so that whoever is not named is in none
 */
export function afterFile(
  known: readonly Practice[],
  lines: readonly PracticeLine[],
  isWhole: boolean,
): { readonly practices: readonly Practice[]; readonly changes: PracticeChanges } {
  const before = new Map(known.map((practice) => [practice.odsCode, practice]));
  const after = new Map(before);
  const inFile = new Set(lines.map(({ odsCode }) => odsCode));
  const pairs: { before: Practice; after: Practice }[] = [];
  const added: Practice[] = [];
  for (const line of lines) {
    const practice = practiceOf(line);
    const was = before.get(line.odsCode);
    if (!was && !line.isPractice) continue;
    after.set(line.odsCode, practice);
    if (was) pairs.push({ before: was, after: practice });
    else added.push(practice);
  }
  const absentees = known.filter(({ odsCode }) => !inFile.has(odsCode));
  const gone = absentees.filter(({ isOpen }) => isWhole && isOpen).map((each) => ({ ...each, isOpen: false }));
  for (const each of gone) after.set(each.odsCode, each);
  const closed = pairs.filter((pair) => pair.before.isOpen && !pair.after.isOpen);
  const reopened = pairs.filter((pair) => !pair.before.isOpen && pair.after.isOpen);
  const renamed = pairs.filter((pair) => pair.before.name !== pair.after.name);
  const moved = pairs.filter((pair) => moves(pair.before, pair.after));
  const changed = new Set([...closed, ...reopened, ...renamed, ...moved]);
  return {
    practices: [...after.values()].sort((a, b) => (a.odsCode < b.odsCode ? -1 : 1)),
    changes: {
      added,
      closed: closed.map((pair) => pair.after),
      reopened: reopened.map((pair) => pair.after),
      renamed,
      moved,
      unchanged: pairs.length - changed.size,
      gone,
      missing: absentees.filter(({ isOpen }) => !(isWhole && isOpen)),
    },
  };
}

/** More than this, of those that are open, close in no quarter: the file is another one than it seems. */
const mostClosing = { share: 0.1, atLeast: 5 };

/** Why a load is refused unless whoever asks for it says that it is right. */
export function tooManyClosing(known: readonly Practice[], { closed, gone }: PracticeChanges): string | undefined {
  const open = known.filter(({ isOpen }) => isOpen).length;
  const closing = closed.length + gone.length;
  if (closing <= Math.max(mostClosing.atLeast, open * mostClosing.share)) return undefined;
  return `It would close ${closing} of ${open} practices that are open. Look at the file; if it is right, load it with --anyway.`;
}

/** Of each list, as many as somebody reads. */
const mostListed = 20;

const placeOf = ({ town, postcode }: Practice): string => [town, postcode].filter((text) => text !== '').join(' ');

function section<T>(title: string, found: readonly T[], say: (each: T) => string): string[] {
  if (found.length === 0) return [];
  const more = found.length > mostListed ? [`  … and ${found.length - mostListed} more`] : [];
  return [`${title} (${found.length}):`, ...found.slice(0, mostListed).map((each) => `  ${say(each)}`), ...more];
}

/** The changes, for whoever decides whether to make them. */
export function changesInWords({
  added,
  closed,
  reopened,
  renamed,
  moved,
  unchanged,
  gone,
  missing,
}: PracticeChanges): string[] {
  const open = added.filter(({ isOpen }) => isOpen);
  const called = ({ odsCode, name, postcode }: Practice) => `${odsCode} ${name} ${postcode}`.trim();
  return [
    ...section('added', open, called),
    ...section('closed', closed, called),
    ...section('open again', reopened, called),
    ...section('renamed', renamed, (pair) => `${pair.before.odsCode} ${pair.before.name} -> ${pair.after.name}`),
    ...section('moved', moved, (pair) => `${called(pair.after)}: ${placeOf(pair.before)} -> ${placeOf(pair.after)}`),
    ...section('not in the file any more, and closed', gone, called),
    ...section('known and not in the file, left as they are', missing, called),
    ...(added.length > open.length ? [`added as closed already: ${added.length - open.length}`] : []),
    `unchanged: ${unchanged}`,
  ];
}
