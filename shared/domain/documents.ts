/** What can be uploaded: what every reader opens, and what can be told by its first bytes. */
export const documentTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type DocumentType = (typeof documentTypes)[number];

/** In bytes: 7 MiB. */
export const largestDocument = 7 * 1024 * 1024;

/** Of one statement, report, reply or invoice. */
export const documentsAtOnce = 4;

/** PDF readers look for the header in so many bytes, since some programs write something before it (ISO 32000-1, annex H). */
const pdfHeaderWithin = 1024;

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** What a file is by its bytes, whatever it is called; none where it is nothing that can be uploaded. */
export function typeOfBytes(bytes: Uint8Array): DocumentType | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  return latin1(bytes.subarray(0, pdfHeaderWithin)).includes('%PDF-') ? 'application/pdf' : undefined;
}

/**
 * Whether a PDF needs a password, or is locked otherwise: its trailer, or the dictionary of its cross-reference stream, which is
 * never compressed itself, then refers to how it is encrypted (ISO 32000-1, 7.5.5 and 7.5.8).
 */
export const isPasswordProtected = (pdf: Uint8Array): boolean => /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(latin1(pdf));
