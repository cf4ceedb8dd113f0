import * as z from 'zod';

/** A page that is read as Markdown and as HTML, and kept as what it says. */
export const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), level: z.int().min(1).max(4), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string() }),
  z.object({ kind: z.literal('list'), items: z.array(z.string()).min(1) }),
]);
export type Block = z.output<typeof block>;
export type Page = readonly Block[];

export const heading = (level: number, text: string): Block => ({ kind: 'heading', level, text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
/** Nothing where there is nothing to list. */
export const list = (items: readonly string[]): Block[] =>
  items.length > 0 ? [{ kind: 'list', items: [...items] }] : [];

function asMarkdown(of: Block): string {
  if (of.kind === 'heading') return `${'#'.repeat(of.level)} ${of.text}`;
  if (of.kind === 'paragraph') return of.text;
  return of.items.map((item) => `- ${item}`).join('\n');
}

/** All that a page says, text by text. */
export const linesOf = (page: Page): string[] => page.flatMap((of) => (of.kind === 'list' ? of.items : [of.text]));

export const markdownOf = (page: Page): string => `${page.map(asMarkdown).join('\n\n')}\n`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? character);

/** Words, or the address of a page or of a mailbox, which can be followed. */
interface Piece {
  readonly text: string;
  readonly href?: string;
}

const address = /https:\/\/[\w./-]*\w|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** A text, piece by piece. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let until = 0;
  for (const { 0: found, index } of text.matchAll(address)) {
    pieces.push({ text: text.slice(until, index) });
    pieces.push({ text: found, href: found.startsWith('https:') ? found : `mailto:${found}` });
    until = index + found.length;
  }
  return [...pieces, { text: text.slice(until) }].filter((piece) => piece.text !== '');
}

// An address holds nothing that is escaped.
const inHtml = (of: string): string =>
  piecesOf(of)
    .map(({ text, href }) => (href === undefined ? escaped(text) : `<a href="${href}">${text}</a>`))
    .join('');

function asHtml(of: Block): string {
  if (of.kind === 'heading') return `<h${of.level}>${inHtml(of.text)}</h${of.level}>`;
  if (of.kind === 'paragraph') return `<p>${inHtml(of.text)}</p>`;
  return `<ul>\n${of.items.map((item) => `<li>${inHtml(item)}</li>`).join('\n')}\n</ul>`;
}

/** The page by itself: it asks for nothing else, runs nothing, and can be read without style and by a screen reader. */
export function htmlOf(page: Page): string {
  const title = page.find(({ kind }) => kind === 'heading');
  return [
    '<!doctype html>',
    '<html lang="en-GB">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title?.kind === 'heading' ? escaped(title.text) : ''}</title>`,
    '</head>',
    '<body>',
    '<main>',
    ...page.map(asHtml),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
