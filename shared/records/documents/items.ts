import { document } from '#domain/documents/document.ts';
import { about } from '#privacy/fields.ts';
import { fundingRetention } from '#privacy/inventory.ts';
import { record } from '../engine/record.ts';

// It names its fields: a noun that grows is not stored until somebody has said whose its new field is.
export const DocumentRecord = record('document', {
  ends: { rule: fundingRetention },
  fields: {
    ...about(
      'funding-request',
      document.pick({ purpose: true, contentType: true, filename: true }).shape,
      'given-by-the-person',
      'given-by-others',
    ),
    ...about(
      'funding-request',
      document.pick({
        documentId: true,
        fundingRequestId: true,
        statementId: true,
        objectKey: true,
        objectVersion: true,
        status: true,
        rejectedBecause: true,
        scansAskedFor: true,
        bytes: true,
        sha256: true,
        createdAt: true,
        checkedAt: true,
        laterFileAt: true,
      }).shape,
      'derived',
    ),
  },
});
