import { document, trainingDocument } from '#domain/documents/document.ts';
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

/**
 * Evidence of training that somebody entered, which nobody else opens. A kind of its own, since who looks at the documents of funding
 * may not see these, nor the other way round. Found by its entry, which ends with the account, as it does.
 */
export const TrainingDocumentRecord = record('training-document', {
  ends: { rule: 'account' },
  fields: {
    ...about('training', trainingDocument.pick({ contentType: true, filename: true }).shape, 'given-by-the-person'),
    ...about(
      'training',
      trainingDocument.pick({
        documentId: true,
        trainingRecordId: true,
        personId: true,
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
