import type { Hub } from '#hub/hub.ts';

/** One piece of an email's body. Text and HTML are made from the same pieces, so that both always say the same. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });
export const facts = (...rows: (readonly [string, string] | undefined)[]): Block => ({
  kind: 'facts',
  rows: rows.filter((row) => row !== undefined),
});
export const link = (text: string, url: string): Block => ({ kind: 'link', text, url });

export interface EmailBody {
  readonly subject: string;
  readonly blocks: readonly Block[];
  /** Why the reader is written to, where it is not because of a booking of theirs. */
  readonly because?: string;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);

// Each value is isolated, so that a name written from right to left does not turn the line that it stands in.
const value = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`;

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 20px">${escapeHtml(block.text)}</p>`;
    case 'link':
      return `<p style="margin:0 0 20px"><a href="${escapeHtml(block.url)}" style="font-weight:bold">${escapeHtml(block.text)}</a></p>`;
    case 'list': {
      const items = block.items.map((text) => `<li style="margin:0 0 8px">${value(text)}</li>`);
      return `<ul style="margin:0 0 20px;padding:0 0 0 20px">${items.join('')}</ul>`;
    }
    case 'facts': {
      const rows = block.rows.map(
        ([label, text]) =>
          `<dt style="margin:0;font-weight:bold">${escapeHtml(label)}</dt><dd style="margin:0 0 12px">${value(text)}</dd>`,
      );
      return `<dl style="margin:0 0 20px">${rows.join('')}</dl>`;
    }
  }
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'link':
      return `${block.text}:\n${block.url}`;
    case 'list':
      return block.items.map((text) => `* ${text}`).join('\n');
    case 'facts':
      return block.rows.map(([label, text]) => `${label}: ${text}`).join('\n');
  }
}

/** Who writes, why, and whom to ask: at the end of every email. */
const footer = (hub: Hub, because = 'of a booking made with your work email address'): Block[] => [
  paragraph(`If you need help, reply to this email or write to ${hub.contact.email}.`),
  paragraph(`${hub.name} sends you this because ${because}.`),
];

/**
 * No images, no style sheet, nothing fetched: it reads the same in every mail program, and tells nobody that it was opened.
 * No colours either: the mail program's own have enough contrast in its light and its dark mode.
 */
export function layOut(
  hub: Hub,
  { subject, blocks, because }: EmailBody,
): { readonly text: string; readonly html: string } {
  const all = [...blocks, ...footer(hub, because)];
  return {
    text: `${[subject, ...all.map(textOf)].join('\n\n')}\n`,
    html: [
      '<!DOCTYPE html>',
      '<html lang="en-GB"><head><meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      `<title>${escapeHtml(subject)}</title></head>`,
      '<body style="margin:0;padding:20px;font-family:Arial,sans-serif;font-size:19px;line-height:1.5">',
      '<div style="max-width:600px">',
      `<h1 style="font-size:24px;line-height:1.25;margin:0 0 20px">${escapeHtml(subject)}</h1>`,
      ...all.map(htmlOf),
      '</div></body></html>',
    ].join('\n'),
  };
}
