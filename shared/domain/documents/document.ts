import * as z from 'zod';
import { id } from '../ids.ts';
import { count } from '../numbers.ts';
import { line } from '../text/text.ts';
import { instant } from '../time/instant.ts';
import { type DocumentType, documentTypes } from './file-types.ts';

/** In bytes: 7 MiB. */
export const largestDocument = 7 * 1024 * 1024;

/** Of one statement, report, reply or invoice. */
export const documentsAtOnce = 4;

/** Until when a file can be posted. */
export const uploadSeconds = 600;

/** How the name of a file of each type may end; the first is what we call it ourselves. */
const endings: Readonly<Record<DocumentType, readonly [string, ...string[]]>> = {
  'application/pdf': ['.pdf'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
};

export const endsAs = (filename: string, type: DocumentType): boolean =>
  endings[type].some((ending) => filename.toLowerCase().endsWith(ending));

/** What a file is saved as: whatever it was called, its name ends as its bytes were found to be, so that nothing else opens it. */
export const savedAs = (filename: string, type: DocumentType): string =>
  `${filename.replace(/\.[A-Za-z0-9]{1,8}$/, '')}${endings[type][0]}`;

/** What somebody calls a file of theirs, with the ending of its type where they left that out. */
export const namedAs = (called: string, type: DocumentType): string =>
  endsAs(called, type) ? called : `${called}${endings[type][0]}`;

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/**
 * Whether a PDF needs a password, or is locked otherwise: its trailer, or the dictionary of its cross-reference stream, which is
 * never compressed itself, then refers to how it is encrypted (ISO 32000-1, 7.5.5 and 7.5.8).
 */
export const isPasswordProtected = (pdf: Uint8Array): boolean => /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(latin1(pdf));

/** A scan takes a minute or so: when this has passed, it is asked for again. */
const scanOverdueMs = 30 * 60_000;
/** Then a document is refused, some two and a half hours after it was posted. */
export const mostScansAskedFor = 4;

export const nextLookAt = (now: Date): Date => new Date(now.getTime() + scanOverdueMs);

export const documentIds = z.array(id).max(20);

export const documentPurposes = ['statement', 'evidence', 'invoice'] as const;

export type DocumentPurpose = (typeof documentPurposes)[number];

/** Nothing is served before it is clean. */
export const documentStatuses = ['pending', 'clean', 'infected', 'rejected'] as const;

/** A document in the bucket. It can be read once it was found to be clean and what it says it is. */
export const document = z.object({
  documentId: id,
  fundingRequestId: id,
  /** Whose statement it is, where it is one. */
  statementId: id.optional(),
  purpose: z.enum(documentPurposes),
  contentType: z.enum(documentTypes),
  objectKey: z.string(),
  /** The one that was scanned and checked: no other version of the object is this document. */
  objectVersion: z.string().optional(),
  status: z.enum(documentStatuses),
  rejectedBecause: z.enum(['not-what-it-says', 'password-protected', 'not-scanned', 'never-posted']).optional(),
  /** How often a scan that did not come was asked for again. */
  scansAskedFor: count.optional(),
  bytes: count.optional(),
  sha256: z.string().optional(),
  createdAt: instant,
  checkedAt: instant.optional(),
  /** When another file was first posted with the form of this one, which is told once. */
  laterFileAt: instant.optional(),
  filename: line(200),
});

/** Evidence of training that somebody entered themselves: one of theirs alone, whom no request leads to. */
export const trainingDocument = document.omit({ fundingRequestId: true, statementId: true, purpose: true }).extend({
  trainingRecordId: id,
  /** Whose entry it is, as they were known when they entered it. */
  personId: id,
});
