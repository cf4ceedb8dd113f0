import { document } from '#domain/documents/document.ts';
import { fundingRetention } from '#privacy/inventory.ts';
import { notPersonal, personal } from '#privacy/stored-fields.ts';
import { record } from '../engine/record.ts';

export const DocumentRecord = record('document', fundingRetention, {
  ...notPersonal(
    document.pick({
      documentId: true,
      fundingRequestId: true,
      statementId: true,
      purpose: true,
      contentType: true,
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
  ),
  ...personal('funding-request', document.pick({ filename: true }).shape),
});
