import { plainScript } from '../text/plain-script.ts';
import type { Practice } from './workplaces.ts';

/** A practice with what it is found by, worked out once. */
export interface FindablePractice {
  readonly practice: Practice;
  /** Its name in plain capitals: without marks and apostrophes, `&` as AND, one space between words. */
  readonly name: string;
  readonly words: readonly string[];
  readonly postcode: string;
}

/** Where a practice stands in an answer: how well it fits, then its name, then its code, which tells any two apart. */
export type SearchPlace = readonly [fit: number, name: string, odsCode: string];

/** Those words that tell no practice from another, and are left out as often as not. */
const empty = ['AND', 'DR', 'DRS', 'DOCTOR', 'DOCTORS', 'THE'];

const plain = (text: string): string =>
  plainScript(text)
    .replaceAll('&', ' AND ')
    .replaceAll(/['’‘`´.]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const telling = (words: readonly string[]): readonly string[] => {
  const left = words.filter((word) => !empty.includes(word));
  return left.length > 0 ? left : words;
};

const compact = (text: string): string => text.replaceAll(' ', '');

export const findable = (practice: Practice): FindablePractice => {
  const name = telling(plain(practice.name).split(' ')).join(' ');
  return {
    practice,
    name,
    words: [...name.split(' '), ...plain(practice.town).split(' ')].filter((word) => word !== ''),
    postcode: compact(practice.postcode),
  };
};

/** `SE1`, `SE1 7RJ` or part of it: letters, a digit, and what may follow. */
const postcodeLike = /^[A-Z]{1,2}\d[A-Z\d]{0,5}$/;

/** What stands before a postcode's space: an area of some thousand doors. */
const outwardOf = (postcode: string): string => postcode.slice(0, -3);

interface Question {
  /** What was asked for, whole and without spaces. */
  readonly code: string;
  readonly name: string;
  readonly words: readonly string[];
}

const questionOf = (text: string): Question => {
  const words = plain(text).split(' ');
  return { code: compact(plain(text)), name: telling(words).join(' '), words: telling(words) };
};

/** How well a practice fits, best 0; nothing where it does not. Closed ones are not among those that are asked. */
function fitOf(
  { practice: { odsCode }, name, words, postcode }: FindablePractice,
  asked: Question,
): number | undefined {
  if (odsCode === asked.code) return 0;
  if (odsCode.startsWith(asked.code)) return 1;
  // SE1 before SE10, though that begins so, too.
  if (postcodeLike.test(asked.code) && postcode.startsWith(asked.code))
    return outwardOf(postcode) === asked.code ? 2 : 3;
  const begins = (wanted: string) =>
    words.some((word) => word.startsWith(wanted)) || (postcodeLike.test(wanted) && postcode.startsWith(wanted));
  if (!asked.words.every(begins)) return undefined;
  if (name === asked.name) return 4;
  if (name.startsWith(asked.name)) return 5;
  return asked.words.every((word) => words.includes(word)) ? 6 : 7;
}

const before = (one: SearchPlace, other: SearchPlace): number => {
  const at = one.findIndex((part, index) => part !== other[index]);
  const [mine = '', theirs = ''] = [one[at], other[at]];
  return at < 0 ? 0 : mine < theirs ? -1 : 1;
};

/**
 * Those practices that fit what was typed, best first: a code, the beginning of a code or of a postcode, then names by the beginnings
 * of their words, town and postcode among them.
 *
 * @param after - where the page before ended; whatever was loaded since, nothing stands on two pages
 */
export function searchPractices(
  practices: readonly FindablePractice[],
  text: string,
  { limit, after }: { readonly limit: number; readonly after?: SearchPlace | undefined },
): { readonly found: readonly Practice[]; readonly next?: SearchPlace } {
  const asked = questionOf(text);
  if (asked.code === '') return { found: [] };
  const fitting: { practice: Practice; place: SearchPlace }[] = [];
  for (const each of practices) {
    const fit = fitOf(each, asked);
    if (fit === undefined) continue;
    const place = [fit, each.name, each.practice.odsCode] as const;
    if (!after || before(after, place) < 0) fitting.push({ practice: each.practice, place });
  }
  const page = fitting.sort((a, b) => before(a.place, b.place)).slice(0, limit);
  const last = page.at(-1);
  return {
    found: page.map(({ practice }) => practice),
    ...(last && fitting.length > page.length && { next: last.place }),
  };
}
