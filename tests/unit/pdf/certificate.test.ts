import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type {
  StructTreeContent,
  StructTreeNode,
  TextItem,
  TextMarkedContent,
} from 'pdfjs-dist/types/src/display/api.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type CertificateFacts, renderCertificate } from '#pdf/certificate.ts';
import { isLong } from '../../support/long.ts';

const font = readFileSync(fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')));

const facts: CertificateFacts = {
  hubName: 'South East London Workforce Development Hub',
  name: "Zoë O'Brien",
  title: 'Asthma & COPD <reviews>',
  provider: 'Bexley Training Hub',
  format: 'webinar',
  startsAt: '2027-01-18T13:00:00.000Z',
  endsAt: '2027-01-18T16:00:00.000Z',
  code: '7K3M9-Q2XDH',
  verifyUrl: 'https://hub.example/certificates/7K3M9-Q2XDH',
  issuedAt: new Date('2027-01-19T09:30:00.000Z'),
};

const render = (changed: Partial<CertificateFacts> = {}) => renderCertificate({ ...facts, ...changed }, { font });

const isText = (item: TextItem | TextMarkedContent): item is TextItem => 'str' in item;

/** What a reader finds in a certificate, and a program that reads it aloud. */
async function read(changed: Partial<CertificateFacts> = {}) {
  const task = getDocument({ data: new Uint8Array(await render(changed)), verbosity: 0 });
  try {
    const pdf = await task.promise;
    const page = await pdf.getPage(1);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const printed = items.filter(isText);
    const { info, metadata } = await pdf.getMetadata();
    return {
      pages: pdf.numPages,
      lines: printed
        .map(({ str, hasEOL }) => str + (hasEOL ? '\n' : ''))
        .join('')
        .split('\n')
        .map((line) => line.trim()),
      spoken: spokenOf(await page.getStructTree(), items),
      boxes: printed
        .filter(({ str }) => str.trim() !== '')
        .map(({ transform: [, , , , left, bottom], width, height }) => ({
          left,
          bottom,
          right: left + width,
          top: bottom + height,
        })),
      links: await page.getAnnotations(),
      info,
      metadata,
      marks: await pdf.getMarkInfo(),
      preferences: await pdf.getViewerPreferences(),
      id: pdf.fingerprints[0],
    };
  } finally {
    await task.destroy();
  }
}

/** The structure, paragraph by paragraph: `P: Check this [Link: certificate]`. */
function spokenOf(tree: StructTreeNode, items: readonly (TextItem | TextMarkedContent)[]): string[] {
  const texts = new Map<string, string>();
  let open = '';
  for (const item of items) {
    if (isText(item)) texts.set(open, (texts.get(open) ?? '') + item.str);
    else if (item.type === 'beginMarkedContentProps') open = item.id;
  }
  const contentOf = (node: StructTreeNode | StructTreeContent): string => {
    if ('id' in node) return node.type === 'annotation' ? '(annotation)' : (texts.get(node.id)?.trim() ?? '');
    return `[${wordsOf(node)}]`;
  };
  const wordsOf = (node: StructTreeNode): string => {
    // What pdf.js takes for an alternative is the actual text.
    const actual = (node as { alt?: string }).alt?.trim();
    return `${node.role}: ${actual ?? node.children.map(contentOf).join(' ')}`;
  };
  const documents = tree.children as StructTreeNode[];
  expect(documents.map(({ role }) => role)).toEqual(['Document']);
  return documents.flatMap(({ children }) => children as StructTreeNode[]).map(wordsOf);
}

const names = [
  "Siobhán O'Brien",
  'Zoë Þórsdóttir',
  'Nguyễn Văn Ả',
  'Łukasz Żółć',
  'Čeněk Řehoř',
  'İbrahim Çağlar',
  'Ελένη Παπαδοπούλου',
  'Оксана Ґалаґан',
  'Անի Պետրոսյան',
  'ნინო ბერიძე',
  'Adébáyọ̀ Ọláolúwa',
];

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('what a certificate of attendance says', () => {
  it('tells who attended what and when, who gave it, and how to check it', async () => {
    const { lines } = await read();
    expect(lines).toEqual([
      'South East London Workforce Development Hub',
      'Certificate of attendance',
      "Zoë O'Brien",
      'attended',
      'Asthma & COPD <reviews>',
      'Monday 18 January 2027, 1pm to 4pm (UK time)',
      'Online, given by Bexley Training Hub',
      'Certificate code: 7K3M9-Q2XDH',
      'Issued on Tuesday 19 January 2027',
      'Check this certificate at',
      'https://hub.example/certificates/7K3M9-Q2XDH',
    ]);
  });

  it('tells of a session that people went to', async () => {
    const { lines } = await read({ format: 'in-person' });
    expect(lines).toContain('In person, given by Bexley Training Hub');
  });

  it.each([
    [
      'the day before the clocks go forward',
      '2027-03-27T09:00:00.000Z',
      'Saturday 27 March 2027, 9am to 10am (UK time)',
    ],
    ['the day they do', '2027-03-28T09:00:00.000Z', 'Sunday 28 March 2027, 10am to 11am (UK time)'],
    ['the day before they go back', '2027-10-30T09:00:00.000Z', 'Saturday 30 October 2027, 10am to 11am (UK time)'],
    ['the day they do', '2027-10-31T09:00:00.000Z', 'Sunday 31 October 2027, 9am to 10am (UK time)'],
  ])('tells the time as London’s clocks show it, wherever it is made: %s', async (_, startsAt, when) => {
    vi.stubEnv('TZ', 'America/New_York');
    const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString();
    const { lines } = await read({ startsAt, endsAt });
    expect(lines).toContain(when);
  });

  it('was issued on the day that it was in London', async () => {
    vi.stubEnv('TZ', 'America/New_York');
    const { lines } = await read({ issuedAt: new Date('2027-07-19T23:30:00.000Z') });
    expect(lines).toContain('Issued on Tuesday 20 July 2027');
  });

  it.each(names)('prints the name of %s as it is written', async (name) => {
    const { lines, spoken } = await read({ name });
    expect(lines[2]).toBe(name.normalize('NFC'));
    expect(spoken[2]).toBe(`P: ${name.normalize('NFC')} attended Asthma & COPD <reviews>`);
  });

  it('prints a name that is spelt in pieces as any phone shows it', async () => {
    const { lines } = await read({ name: "  Zoe\u0308\tO'Brien\u200b\u202e\n" });
    expect(lines[2]).toBe("Zoë O'Brien");
  });

  it.each([
    ['Arabic', 'محمد علي عبد الله'],
    ['Persian, spelt with a joiner', 'علی\u200cرضا کریمی'],
    ['Hebrew', 'נועה לוי'],
    ['N’Ko', 'ߞߊ߲ߕߍ߫ ߛߟߏ߬ߡߊ߬ߣߊ߫'],
    ['Arabic and English', 'محمد علي (Ali)'],
  ])('says a name that runs from right to left in the order in which it is read: %s', async (_, name) => {
    const { spoken } = await read({ name, provider: `مؤسسة Bexley` });
    expect(spoken[2]).toBe(`P: [Span: ${name}] attended Asthma & COPD <reviews>`);
    expect(spoken[4]).toBe('P: [Span: Online, given by مؤسسة Bexley]');
  });

  it('begins every line at the same margin, whichever way it runs', async () => {
    const { boxes } = await read({ name: 'محمد علي '.repeat(20) });
    for (const { left } of boxes) expect(left).toBeCloseTo(64, 5);
  });

  it('marks what its font cannot print, and still says it', async () => {
    const { lines, spoken } = await read({ name: '王小明 (Wáng) 👩‍⚕️', title: 'Ｂ12 ශ්‍රී' });
    expect(lines.slice(2, 5)).toEqual(['��� (Wáng) �', 'attended', 'B12 ��']);
    expect(spoken[2]).toBe('P: [Span: 王小明 (Wáng) 👩‍⚕] attended [Span: Ｂ12 ශ්‍රී]');
  });

  it('marks what is no character at all', async () => {
    const { spoken } = await read({ name: 'Zoë \ud800' });
    expect(spoken[2]).toBe('P: Zoë � attended Asthma & COPD <reviews>');
  });
});

describe('a certificate as a document', () => {
  it('is tagged as one heading and its paragraphs, in the order in which they are read', async () => {
    const { spoken, marks } = await read();
    expect(spoken).toEqual([
      'P: South East London Workforce Development Hub',
      'H1: Certificate of attendance',
      "P: Zoë O'Brien attended Asthma & COPD <reviews>",
      'P: Monday 18 January 2027, 1pm to 4pm (UK time)',
      'P: Online, given by Bexley Training Hub',
      'P: Certificate code: 7K3M9-Q2XDH',
      'P: Issued on Tuesday 19 January 2027',
      'P: Check this certificate at [Link: https://hub.example/certificates/7K3M9-Q2XDH (annotation)]',
    ]);
    expect(marks).toEqual(
      new Map([
        ['Marked', true],
        ['UserProperties', false],
        ['Suspects', false],
      ]),
    );
  });

  it('has its language and a title that is shown', async () => {
    const { info, metadata, preferences } = await read();
    expect(info).toMatchObject({
      PDFFormatVersion: '1.7',
      Language: 'en-GB',
      Title: 'Certificate of attendance: Asthma & COPD <reviews>',
      Author: 'South East London Workforce Development Hub',
      CreationDate: 'D:20270119093000Z',
    });
    expect(preferences).toEqual(new Map([['DisplayDocTitle', true]]));
    expect(metadata.get('dc:title')).toBe('Certificate of attendance: Asthma & COPD <reviews>');
    expect(metadata.get('pdfuaid:part')).toBe('1');
  });

  it('links the address where it can be checked, where that is printed', async () => {
    const { links } = await read();
    expect(links).toHaveLength(1);
    expect(links[0]).toMatchObject({
      subtype: 'Link',
      url: facts.verifyUrl,
      overlaidText: facts.verifyUrl,
      contentsObj: { str: 'Check this certificate' },
    });
  });

  it('links every line of an address that takes more than one', async () => {
    const verifyUrl = `https://hub.example/${'a'.repeat(200)}`;
    const { links, lines } = await read({ verifyUrl });
    expect(links.map(({ url }) => url)).toEqual([verifyUrl, verifyUrl, verifyUrl]);
    expect(links.map(({ overlaidText }) => overlaidText)).toEqual(lines.slice(-3));
    expect(lines.slice(-3).join('')).toBe(verifyUrl);
  });

  it('brings its font with it, and needs no other', async () => {
    const bytes = (await render()).toString('latin1');
    expect(bytes.match(/\/BaseFont \/[\w+-]+/g)).toEqual([
      '/BaseFont /BZZZZZ+DejaVuSans',
      '/BaseFont /BZZZZZ+DejaVuSans',
    ]);
    expect(bytes.match(/\/FontFile2 /g)).toHaveLength(1);
    expect(bytes).not.toContain('Helvetica');
    expect(bytes.length).toBeLessThan(40_000);
  });

  it('is the same bytes for the same facts, and has an identifier of its own', async () => {
    const [once, again] = [await render(), await render({ issuedAt: new Date(facts.issuedAt) })];
    expect(once.equals(again)).toBe(true);
    const ids = [await read(), await read({ code: '7K3M9-Q2XDJ' })].map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it('is one page, with everything on it, however long its name and title and whatever they are written in', async () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
      fc
        .array(fc.constantFrom(...names, 'محمد', 'נועה', '王小明', 'ⴰⴷⴼⵍ\u200c', 'W'.repeat(200), '﷽'), {
          minLength: 1,
        })
        .map((some) => some.join(' ').slice(0, 200)),
    );
    await fc.assert(
      fc.asyncProperty(words, words, words, async (name, title, provider) => {
        const { pages, boxes, lines } = await read({ name, title: title.slice(0, 150), provider });
        expect(pages).toBe(1);
        expect(lines.at(-1)).toBe(facts.verifyUrl);
        for (const { left, right, top, bottom } of boxes) {
          expect(left).toBeGreaterThanOrEqual(60);
          expect(right).toBeLessThanOrEqual(782);
          expect(bottom).toBeGreaterThanOrEqual(60);
          expect(top).toBeLessThanOrEqual(540);
        }
        const bottoms = boxes.map(({ bottom }) => bottom);
        expect(bottoms).toEqual(bottoms.toSorted((a, b) => b - a));
      }),
      { numRuns: isLong ? 60 : 20 },
    );
  });
});
