import PDFDocument from 'pdfkit';
import { type Direction, directionOf, hasRightToLeft, stretches } from './reading-order.ts';

/* How words are set in a PDF that is tagged: what certificates and logs share. */

/** Some words in one size. What follows in the same paragraph begins on a line of its own. */
export interface Piece {
  readonly text: string;
  /** In points. */
  readonly size: number;
  readonly url?: string;
}

export interface Paragraph {
  readonly tag: 'H1' | 'H2' | 'P';
  readonly pieces: readonly Piece[];
  /** In points. */
  readonly gapAfter: number;
}

export const paragraph = (gapAfter: number, ...pieces: Piece[]): Paragraph => ({ tag: 'P', pieces, gapAfter });

/** In points. */
export const margin = 64;
const lineHeight = 1.5;
/**
 * Of one line as a whole, which pdfkit would otherwise lay out word by word. Of plain letters that comes to the same, and what was laid out
 * once is known then: a log says the same words again and again.
 */
const asOne = (text: string) => (/^[ -~]*$/.test(text) ? { lineBreak: false } : { features: [], lineBreak: false });

/** Made to PDF/UA-1, and says so in its metadata. */
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

/** What a document says of itself. */
export interface PdfInfo {
  readonly title: string;
  readonly author: string;
  /** The trailer's ID is a hash of all these: it makes the document its own. */
  readonly subject: string;
  readonly madeAt: Date;
}

/**
 * A tagged document of A4 pages, in English, and the element that its contents are added to.
 *
 * @param font - the bytes of a TrueType font, of which only the glyphs used are embedded. It is always given: pdfkit reads
 *   its own from files that a bundle does not have.
 */
export function openPdf(
  layout: 'landscape' | 'portrait',
  { title, author, subject, madeAt }: PdfInfo,
  font: Uint8Array,
): { readonly pdf: PDFKit.PDFDocument; readonly root: PDFKit.PDFStructureElement } {
  const pdf = new AccessiblePdf({
    size: 'A4',
    layout,
    margin,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    // None to begin with, or it would read Helvetica from a file.
    font: '',
    info: { Title: spoken(title), Author: spoken(author), Subject: subject, CreationDate: madeAt },
  }).font(font as Buffer);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  return { pdf, root };
}

/** A piece broken into lines, at the size in which it is printed. */
interface SetPiece extends Piece {
  readonly lines: readonly string[];
  readonly direction: Direction;
  /** What it says, where that cannot be told from what is printed. */
  readonly actual: string | undefined;
}

export interface SetParagraph extends Paragraph {
  readonly pieces: readonly SetPiece[];
}

export const heightOf = (paragraphs: readonly SetParagraph[]): number =>
  paragraphs
    .flatMap(({ pieces, gapAfter }) => [gapAfter, ...pieces.map(({ lines, size }) => lines.length * size * lineHeight)])
    .reduce((sum, height) => sum + height, 0);

/** @param scale - of every size: 1 as they stand */
export function setParagraph(pdf: PDFKit.PDFDocument, { pieces, ...rest }: Paragraph, scale = 1): SetParagraph {
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
  return texts.reduce((sum, text) => sum + pdf.widthOfString(text, asOne(text)), 0);
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
  // Most do, and each measuring takes longer than all else.
  if (fits(text.trimEnd())) return [text];
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

/** Draws paragraphs one below another, each tagged as what it is, and answers how far down that came. */
export function draw(
  pdf: PDFKit.PDFDocument,
  root: PDFKit.PDFStructureElement,
  paragraphs: readonly SetParagraph[],
  top: number,
): number {
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
  return y;
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
      pdf.fontSize(size).text(text, x, y, asOne(text));
      x += widthOf(pdf, [text], size);
    }
    return { y, width: x - margin };
  });
