/** What can be uploaded: what every reader opens, and what can be told by its first bytes. */
export const documentTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const;
export type DocumentType = (typeof documentTypes)[number];

/** A size in bytes, as people read it. */
export const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;

/** How many of its bytes say what a file is. */
export const signatureBytes = 8;

const pdf = [0x25, 0x50, 0x44, 0x46, 0x2d];
const jpeg = [0xff, 0xd8, 0xff];
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/**
 * What a file is by its very first bytes, whatever it is called; none where it is nothing that can be uploaded. PDF readers look
 * for their header further on, too, which lets one file be a PDF and a program or a page at once: we do not.
 */
export function typeOfBytes(bytes: Uint8Array): DocumentType | undefined {
  if (startsWith(bytes, jpeg)) return 'image/jpeg';
  if (startsWith(bytes, png)) return 'image/png';
  return startsWith(bytes, pdf) ? 'application/pdf' : undefined;
}
