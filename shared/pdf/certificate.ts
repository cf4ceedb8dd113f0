import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { SessionFormat } from '#domain/bookings/session.ts';
import { dayInWords, londonDay, periodInLondon } from '#domain/time/london.ts';
import { type Direction, directionOf, hasRightToLeft, stretches } from './reading-order.ts';

export interface CertificateFacts {
  readonly hubName: string;
  /** Who attended. */
  readonly name: string;
  readonly title: string;
  /** The organisation that gave the training. */
  readonly provider: string;
  readonly format: SessionFormat;
  /** ISO 8601 UTC. */
  readonly startsAt: string;
  /** ISO 8601 UTC. */
  readonly endsAt: string;
  readonly code: string;
  /** Where anybody can check the code. */
  readonly verifyUrl: string;
  readonly issuedAt: Date;
}

/** Some words in one size. What follows in the same paragraph begins on a line of its own. */
interface Piece {
  readonly text: string;
  /** In points. */
  readonly size: number;
  readonly url?: string;
}

interface Paragraph {
  readonly tag: 'H1' | 'P';
  readonly pieces: readonly Piece[];
  /** In points. */
  readonly gapAfter: number;
}

const paragraph = (gapAfter: number, ...pieces: Piece[]): Paragraph => ({ tag: 'P', pieces, gapAfter });

const attendance = ({ hubName, name, title, provider, format, startsAt, endsAt }: CertificateFacts): Paragraph[] => [
  paragraph(28, { text: hubName, size: 14 }),
  { tag: 'H1', pieces: [{ text: 'Certificate of attendance', size: 34 }], gapAfter: 28 },
  paragraph(22, { text: name, size: 26 }, { text: 'attended', size: 14 }, { text: title, size: 20 }),
  paragraph(2, { text: `${periodInLondon(startsAt, endsAt)} (UK time)`, size: 14 }),
  paragraph(28, { text: `${format === 'webinar' ? 'Online' : 'In person'}, given by ${provider}`, size: 14 }),
];

const proof = ({ code, verifyUrl, issuedAt }: CertificateFacts): Paragraph[] => [
  paragraph(2, { text: `Certificate code: ${code}`, size: 12 }),
  paragraph(2, { text: `Issued on ${dayInWords(londonDay(issuedAt.toISOString()))}`, size: 12 }),
  paragraph(0, { text: 'Check this certificate at', size: 12 }, { text: verifyUrl, size: 12, url: verifyUrl }),
];

/**
 * A certificate of attendance as a PDF of one A4 page. The same facts give the same bytes, as long as Node's zlib does.
 *
 * Long names and titles wrap, and where the page would overflow everything on it shrinks together. A character that the font
 * has no glyph for, nor for a plainer form of it, is printed as � (U+FFFD). Such words, and those that run from right to left,
 * carry what they really say as `ActualText`, for reading aloud, searching and copying.
 *
 * Accessibility: made to PDF/UA-1 and says so in its metadata: tagged in reading order, its language and title set, its font
 * embedded, its link described. Not reached: a name or a title in another language is not marked as being in it, since
 * nobody has told us which it is; and pdfkit lists the font's empty glyph, which is never printed, in the table from glyphs to
 * text as U+0000, which PDF/UA does not want there.
 *
 * @param font - the bytes of a TrueType font, of which only the glyphs used are embedded. It is always given: pdfkit reads
 *   its own from files that a bundle does not have.
 */
export async function renderCertificate(
  facts: CertificateFacts,
  { font }: { readonly font: Uint8Array },
): Promise<Buffer> {
  const pdf = new AccessiblePdf({
    size: 'A4',
    layout: 'landscape',
    margin,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    // None to begin with, or it would read Helvetica from a file.
    font: '',
    info: {
      Title: spoken(`Certificate of attendance: ${facts.title}`),
      Author: spoken(facts.hubName),
      // The trailer's ID is a hash of all these, and the code makes it this certificate's own.
      Subject: `Certificate code: ${facts.code}`,
      CreationDate: facts.issuedAt,
    },
  }).font(font);
  const [above, below] = setToFit(pdf, attendance(facts), proof(facts));
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  draw(pdf, root, above, margin);
  draw(pdf, root, below, pdf.page.height - margin - heightOf(below));
  root.end();
  pdf.end();
  return buffer(pdf);
}

const margin = 64;
const lineHeight = 1.5;
/** Of one line as a whole, which pdfkit would otherwise lay out word by word. */
const asOne = { features: [], lineBreak: false };

class AccessiblePdf extends PDFDocument {
  override endMetadata(): void {
    // pdfkit's own option for PDF/UA also lists the font's characters (CIDSet), and forgets those that accents are made of.
    this.appendXML(pdfUa1);
    // It puts these into XML as they are, where a title like “Asthma & COPD” would break it.
    const { Title = '', Author = '' } = this.info;
    this.info = { ...this.info, Title: escapeXml(Title), Author: escapeXml(Author) };
    super.endMetadata();
  }
}

const pdfUa1 =
  '<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>';

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A piece broken into lines, at the size in which it is printed. */
interface SetPiece extends Piece {
  readonly lines: readonly string[];
  readonly direction: Direction;
  /** What it says, where that cannot be told from what is printed. */
  readonly actual: string | undefined;
}

interface SetParagraph extends Paragraph {
  readonly pieces: readonly SetPiece[];
}

const heightOf = (paragraphs: readonly SetParagraph[]): number =>
  paragraphs
    .flatMap(({ pieces, gapAfter }) => [gapAfter, ...pieces.map(({ lines, size }) => lines.length * size * lineHeight)])
    .reduce((sum, height) => sum + height, 0);

/** Both parts of the page in the largest size in which it holds them. */
function setToFit(pdf: PDFKit.PDFDocument, above: readonly Paragraph[], below: readonly Paragraph[]) {
  for (let scale = 1; ; scale *= 0.95) {
    const set = (part: readonly Paragraph[]) => part.map((each) => setParagraph(pdf, each, scale));
    const parts = [set(above), set(below)] as const;
    if (heightOf(parts.flat()) <= pdf.page.height - 2 * margin) return parts;
  }
}

function setParagraph(pdf: PDFKit.PDFDocument, { pieces, ...rest }: Paragraph, scale: number): SetParagraph {
  const set = pieces.map((piece, index): SetPiece => {
    // The next piece stands on a line of its own, but is a word of the same sentence.
    const said = spoken(piece.text) + (index < pieces.length - 1 ? ' ' : '');
    const printed = printable(pdf, said);
    const direction = directionOf(printed);
    const size = piece.size * scale;
    const lines = wrap(
      printed,
      (line) => widthOf(pdf, stretches(line, direction), size) <= pdf.page.width - 2 * margin,
    );
    const actual = printed === said && !hasRightToLeft(printed) ? undefined : said;
    return { ...piece, size, lines, direction, actual };
  });
  return { ...rest, pieces: set, gapAfter: rest.gapAfter * scale };
}

const widthOf = (pdf: PDFKit.PDFDocument, texts: readonly string[], size: number): number => {
  pdf.fontSize(size);
  return texts.reduce((sum, text) => sum + pdf.widthOfString(text, asOne), 0);
};

// But for joiners, without which words of some scripts are not spelt.
const neverSeen = /[[\p{Cc}\p{Default_Ignorable_Code_Point}]--[\u{200c}\u{200d}]]/gv;

/** One line of composed text, without what neither shows nor sounds. */
const spoken = (text: string): string =>
  text.toWellFormed().normalize('NFC').replaceAll(/\s+/g, ' ').replaceAll(neverSeen, '').trim();

// Of the scripts that the font knows only Arabic is drawn by them, and others make pdfkit's shaping fail (Tifinagh).
const needlessJoiner = /(?<!\p{Script=Arabic}\p{M}*)[\u{200c}\u{200d}]/gv;

const graphemes = new Intl.Segmenter('en-GB', { granularity: 'grapheme' });
const graphemesOf = (text: string) => [...graphemes.segment(text)].map(({ segment }) => segment);

/** The text with the characters that the font can print in place of those that it cannot. */
function printable(pdf: PDFKit.PDFDocument, text: string): string {
  // Missing from its types.
  const { _font: font } = pdf as unknown as {
    _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
  };
  const hasGlyphs = (grapheme: string) =>
    [...grapheme].every((character) => font.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
  return graphemesOf(text)
    .map((grapheme) => grapheme.replaceAll(needlessJoiner, ''))
    .map((grapheme) => [grapheme, grapheme.normalize('NFKC')].find(hasGlyphs) ?? '\u{fffd}')
    .join('');
}

/** Lines broken at spaces, which stay at the end of a line, and anywhere within a word that is too long for one. */
function wrap(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<= )/)) {
    if (fits((line + word).trimEnd())) {
      line += word;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const grapheme of graphemesOf(word)) {
      if (line !== '' && !fits((line + grapheme).trimEnd())) {
        lines.push(line);
        line = '';
      }
      line += grapheme;
    }
  }
  return [...lines, line];
}

/** Draws paragraphs one below another, each tagged as what it is. */
function draw(
  pdf: PDFKit.PDFDocument,
  root: PDFKit.PDFStructureElement,
  paragraphs: readonly SetParagraph[],
  top: number,
) {
  let y = top;
  for (const { tag, pieces, gapAfter } of paragraphs) {
    const children = pieces.map((piece) => {
      const from = y;
      y += piece.lines.length * piece.size * lineHeight;
      if (piece.url !== undefined) return linkTo(pdf, piece, piece.url, from);
      const content = () => drawLines(pdf, piece, from);
      return piece.actual === undefined ? content : pdf.struct('Span', { actual: piece.actual }, [content]);
    });
    root.add(pdf.struct(tag, {}, children));
    y += gapAfter;
  }
}

function linkTo(pdf: PDFKit.PDFDocument, piece: SetPiece, url: string, top: number) {
  const element: PDFKit.PDFStructureElement = pdf.struct('Link', {}, () => {
    for (const { y, width } of drawLines(pdf, piece, top)) {
      // As an object, since pdfkit writes a plain string as a name of the PDF's own and not as text.
      const described = { structParent: element, Contents: new String('Check this certificate') as string };
      pdf.link(margin, y, width, pdf.currentLineHeight(), url, described);
    }
  });
  return element;
}

/** Draws a piece, and says where each of its lines is. */
const drawLines = (pdf: PDFKit.PDFDocument, { lines, direction, size }: SetPiece, top: number) =>
  lines.map((line, index) => {
    const y = top + index * size * lineHeight;
    // The space after a line that runs from right to left would stand before it.
    const texts = stretches(direction === 'rtl' ? line.trimEnd() : line, direction);
    let x = margin;
    for (const text of texts) {
      pdf.fontSize(size).text(text, x, y, asOne);
      x += widthOf(pdf, [text], size);
    }
    return { y, width: x - margin };
  });
