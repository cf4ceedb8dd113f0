import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { StructTreeContent, StructTreeNode } from 'pdfjs-dist/types/src/display/api.js';
import { describe, expect, it } from 'vitest';
import { type LogFacts, renderLog } from '#pdf/log.ts';

const font = readFileSync(fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')));
const url = 'https://hub.example/certificates/7K3M9-Q2XDH';

const facts = (entries: number): LogFacts => ({
  title: 'CPD log of Zoë O’Brien & Co',
  author: 'South East London Workforce Development Hub',
  subject: 'From 2024-01-01 to 2026-12-31',
  madeAt: new Date('2027-01-19T09:30:00.000Z'),
  above: ['From Monday 1 January 2024 to Thursday 31 December 2026', 'Hours: 12.5'],
  entries: Array.from({ length: entries }, (_, index) => ({
    title: `Session ${index}: محمد علي`,
    lines: ['Completed on Monday 18 January 2027', 'Hours: 3. Participatory: yes.'],
    check: { words: 'Certificate code: 7K3M9-Q2XDH. Check it at', url },
  })),
  running: 'CPD log',
});

const isNode = (child: StructTreeNode | StructTreeContent): child is StructTreeNode => 'role' in child;
const rolesOf = (node: StructTreeNode): string[] => [
  node.role,
  ...node.children.flatMap((child) => (isNode(child) ? rolesOf(child) : [])),
];

async function read(entries: number) {
  const pdf = await getDocument({ data: new Uint8Array(await renderLog(facts(entries), { font })), verbosity: 0 })
    .promise;
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, index) => {
      const page = await pdf.getPage(index + 1);
      const { items } = await page.getTextContent();
      const printed = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []));
      return {
        text: printed.map(({ str }) => str).join(' '),
        lowest: Math.min(...printed.map(({ transform }) => Number(transform[5]))),
        roles: await page.getStructTree().then((tree) => (tree ? rolesOf(tree) : [])),
        links: (await page.getAnnotations()).map((each) => each.url as string),
      };
    }),
  );
  const { info } = await pdf.getMetadata();
  return { pages, info: info as Record<string, unknown> };
}

describe('a log', () => {
  it('has a heading for itself and one for each entry, on as many pages as it takes, none of them torn apart', async () => {
    const { pages } = await read(40);
    expect(pages.length).toBeGreaterThan(3);
    const roles = pages.flatMap((page) => page.roles);
    expect(roles.filter((role) => role === 'H1')).toHaveLength(1);
    expect(roles.filter((role) => role === 'H2')).toHaveLength(40);
    for (const { text, links, lowest } of pages) {
      const titles = text.match(/Session \d+/g) ?? [];
      expect(text.match(/Certificate code/g) ?? []).toHaveLength(titles.length);
      expect(links).toEqual(titles.map(() => url));
      expect(lowest).toBeGreaterThan(0);
    }
  });

  it('counts its pages where nobody is read them aloud', async () => {
    const { pages } = await read(40);
    expect(
      pages.map(({ text }, index) => text.includes(`CPD log, page ${index + 1} of ${pages.length}`)),
    ).not.toContain(false);
    expect(pages.flatMap(({ roles }) => roles)).not.toContain('Artifact');
  });

  it('says what it is of itself, and is there without any entry', async () => {
    const { pages, info } = await read(0);
    expect(pages).toHaveLength(1);
    expect(info).toMatchObject({ Title: 'CPD log of Zoë O’Brien & Co', Language: 'en-GB' });
  });

  it('is made of its facts alone', async () => {
    expect(await renderLog(facts(3), { font })).toEqual(await renderLog(facts(3), { font }));
  });
});
