import * as z from 'zod';
import { documentPurposes, documentStatuses, documentTypes } from '#domain/documents/document.ts';
import { id } from '#domain/ids.ts';
import { count } from '#domain/numbers.ts';
import { line } from '#domain/text/text.ts';
import { instant } from '#domain/time/instant.ts';
import { fundingRetention } from '#privacy/inventory.ts';
import { notPersonal, personal } from '#privacy/stored-fields.ts';
import { record } from '../engine/record.ts';

/** A document in the bucket. It can be read once it was found to be clean and what it says it is. */
export const DocumentRecord = record('document', fundingRetention, {
  ...notPersonal({
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
  }),
  ...personal('funding-request', { filename: line(200) }),
});
