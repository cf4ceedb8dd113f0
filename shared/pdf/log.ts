import { buffer } from 'node:stream/consumers';
import {
  draw,
  heightOf,
  margin,
  openPdf,
  type Paragraph,
  type PdfInfo,
  paragraph,
  setParagraph,
} from './typesetting.ts';

/** One entry: what it is called, what is said of it, and where anybody can check it. */
export interface LogEntry {
  readonly title: string;
  readonly lines: readonly string[];
  readonly check?: { readonly words: string; readonly url: string } | undefined;
}

export interface LogFacts extends PdfInfo {
  /** What stands above the entries, line by line. */
  readonly above: readonly string[];
  readonly entries: readonly LogEntry[];
  /** What stands beside the number of each page. */
  readonly running: string;
}

const heading = ({ author, title, above }: LogFacts): Paragraph[] => [
  paragraph(14, { text: author, size: 12 }),
  { tag: 'H1', pieces: [{ text: title, size: 24 }], gapAfter: 14 },
  ...above.map((text) => paragraph(4, { text, size: 11 })),
  paragraph(8),
];

const paragraphsOf = ({ title, lines, check }: LogEntry): Paragraph[] => [
  { tag: 'H2', pieces: [{ text: title, size: 12 }], gapAfter: 2 },
  ...lines.map((text) => paragraph(0, { text, size: 10 })),
  ...(check ? [paragraph(0, { text: check.words, size: 10 }, { text: check.url, size: 10, url: check.url })] : []),
  paragraph(14),
];

/**
 * A list of what somebody did, as a PDF of A4 pages that is tagged as certificates are (`typesetting.ts`): each entry under a heading of
 * its own, so that one can go from one to the next; the numbers of pages are no part of what is read aloud.
 *
 * @param font - the bytes of a TrueType font
 */
export async function renderLog(facts: LogFacts, { font }: { readonly font: Uint8Array }): Promise<Buffer> {
  const { pdf, root } = openPdf('portrait', facts, font);
  const bottom = pdf.page.height - margin;
  let top = margin;
  // An entry is not torn apart.
  for (const block of [heading(facts), ...facts.entries.map(paragraphsOf)]) {
    const set = block.filter(({ pieces }) => pieces.length > 0).map((each) => setParagraph(pdf, each));
    const gap = block.filter(({ pieces }) => pieces.length === 0).reduce((sum, { gapAfter }) => sum + gapAfter, 0);
    if (top + heightOf(set) > bottom) {
      pdf.addPage();
      top = margin;
    }
    top = draw(pdf, root, set, top) + gap;
  }
  root.end();
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    pdf.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
    pdf
      .fontSize(9)
      .text(`${facts.running}, page ${page + 1} of ${count}`, margin, bottom + 20, { features: [], lineBreak: false });
    pdf.endMarkedContent();
  }
  pdf.end();
  return buffer(pdf);
}
