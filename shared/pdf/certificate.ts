import { buffer } from 'node:stream/consumers';
import type { SessionFormat } from '#domain/bookings/session.ts';
import { dayInWords, londonDay, periodInLondon } from '#domain/time/london.ts';
import { draw, heightOf, margin, openPdf, type Paragraph, paragraph, setParagraph } from './typesetting.ts';

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
  const { pdf, root } = openPdf(
    'landscape',
    {
      title: `Certificate of attendance: ${facts.title}`,
      author: facts.hubName,
      // The code makes it this certificate's own.
      subject: `Certificate code: ${facts.code}`,
      madeAt: facts.issuedAt,
    },
    font,
  );
  const [above, below] = setToFit(pdf, attendance(facts), proof(facts));
  draw(pdf, root, above, margin);
  draw(pdf, root, below, pdf.page.height - margin - heightOf(below));
  root.end();
  pdf.end();
  return buffer(pdf);
}

/** Both parts of the page in the largest size in which it holds them. */
function setToFit(pdf: PDFKit.PDFDocument, above: readonly Paragraph[], below: readonly Paragraph[]) {
  for (let scale = 1; ; scale *= 0.95) {
    const set = (part: readonly Paragraph[]) => part.map((each) => setParagraph(pdf, each, scale));
    const parts = [set(above), set(below)] as const;
    if (heightOf(parts.flat()) <= pdf.page.height - 2 * margin) return parts;
  }
}
