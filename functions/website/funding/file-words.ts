import type { DocumentType } from '#domain/documents/file-types.ts';

export const typesInWords: Readonly<Record<DocumentType, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'A photo (JPEG)',
  'image/png': 'A picture (PNG)',
};
