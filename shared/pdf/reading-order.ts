export type Direction = 'ltr' | 'rtl';

// The scripts of the certificate's font that run from right to left. N'Ko's digits do so too; everybody else's run left to right.
const kinds =
  /(?<number>[\p{Nd}--\p{Script=Nko}]+(?:[.,:\/][\p{Nd}--\p{Script=Nko}]+)*)|(?<rtl>[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}]\p{M}*)|(?<ltr>\p{L}\p{M}*)|(?<neutral>\P{M}\p{M}*|\p{M}+)/gv;

interface Token {
  readonly text: string;
  readonly kind: 'number' | Direction | 'neutral';
}

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(kinds)].map(({ 0: token, groups }) => ({
    text: token,
    kind: (['number', 'rtl', 'ltr'] as const).find((kind) => groups?.[kind] !== undefined) ?? 'neutral',
  }));

/** Whether some of a text runs from right to left. */
export const hasRightToLeft = (text: string): boolean => tokensOf(text).some(({ kind }) => kind === 'rtl');

/** Which way a text runs: the way of its first letter. */
export const directionOf = (text: string): Direction =>
  tokensOf(text).find(({ kind }) => kind === 'ltr' || kind === 'rtl')?.kind === 'rtl' ? 'rtl' : 'ltr';

/**
 * The stretches of one line in the order in which they stand on paper, left to right. Each runs one way; one that runs from
 * right to left is still spelt in the order in which it is read, with its brackets turned round.
 *
 * pdfkit draws words from left to right whatever their script, so that “محمد علي” would read “علي محمد”. This is what of
 * Unicode's bidirectional algorithm (UAX #9) matters to names and titles: there are no explicit embeddings, and numbers go
 * only as far as dates and decimals.
 *
 * @param direction - of the whole text that the line is part of
 */
export function stretches(line: string, direction: Direction): string[] {
  const tokens = tokensOf(line);
  const sides = sidesOf(tokens, direction);
  // Levels as UAX #9 has them: odd ones run from right to left, and the neighbours of a run are of other levels.
  const runs: { text: string; level: number }[] = [];
  for (const [index, { text, kind }] of tokens.entries()) {
    const side = sides[index] ?? direction;
    const leftToRight = direction === 'rtl' ? 2 : 0;
    // A number runs from left to right also where it belongs to words that do not.
    const level = side === 'ltr' ? leftToRight : kind === 'number' ? 2 : 1;
    const last = runs.at(-1);
    if (last?.level === level) last.text += text;
    else runs.push({ text, level });
  }
  return withReversed(runs, ({ level }) => level > 0).map(({ text, level }) =>
    level === 1 ? rightToLeft(text) : text,
  );
}

/** Which words each token belongs to: those that run from left to right, or the others. */
function sidesOf(tokens: readonly Token[], direction: Direction): Direction[] {
  let lastLetter = direction;
  const sides = tokens.map(({ kind }) => {
    if (kind === 'ltr' || kind === 'rtl') lastLetter = kind;
    return kind === 'neutral' ? undefined : lastLetter;
  });
  const before = (index: number) => sides.slice(0, index).findLast((side) => side !== undefined) ?? direction;
  const after = (index: number) => sides.slice(index + 1).find((side) => side !== undefined) ?? direction;
  for (const [open, close] of bracketsOf(tokens)) {
    const inside = new Set(sides.slice(open, close).filter((side) => side !== undefined));
    if (inside.size === 0) continue;
    const side = inside.has(direction) ? direction : before(open);
    sides[open] = side;
    sides[close] = side;
  }
  for (const [index, side] of sides.entries()) {
    if (side === undefined) sides[index] = before(index) === after(index) ? before(index) : direction;
  }
  return sides.map((side) => side ?? direction);
}

const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Where brackets open, and close again. */
function bracketsOf(tokens: readonly Token[]): [open: number, close: number][] {
  const opened: { readonly index: number; readonly closedBy: string }[] = [];
  const found: [number, number][] = [];
  for (const [index, { text }] of tokens.entries()) {
    const closedBy = pairs[text];
    if (closedBy !== undefined) opened.push({ index, closedBy });
    const last = opened.findLastIndex((open) => open.closedBy === text);
    const open = opened[last];
    if (open === undefined) continue;
    found.push([open.index, index]);
    opened.length = last;
  }
  return found.sort(([one], [other]) => one - other);
}

const turned: Readonly<Record<string, string>> = Object.fromEntries(
  ['()', '[]', '{}', '<>', '«»', '‹›'].flatMap(([left, right]) => [
    [left, right],
    [right, left],
  ]),
);

/** What draws a stretch turns it round by the letters that it finds in it; one without any, such as a bracket, is turned here. */
function rightToLeft(text: string): string {
  const faced = tokensOf(text).map((token) => turned[token.text] ?? token.text);
  return (hasRightToLeft(text) ? faced : faced.reverse()).join('');
}

/** The same list, with each unbroken series of those chosen turned round. */
function withReversed<T>(items: readonly T[], chosen: (item: T) => boolean): T[] {
  const result: T[] = [];
  let series: T[] = [];
  for (const item of items) {
    if (chosen(item)) {
      series.unshift(item);
    } else {
      result.push(...series, item);
      series = [];
    }
  }
  return [...result, ...series];
}
