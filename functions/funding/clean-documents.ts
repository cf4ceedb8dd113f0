import type { DocumentPurpose } from '#domain/documents/document.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { FieldError } from '#http/problems.ts';
import type { Work } from '#platform/work.ts';
import type { Documents, StoredDocument } from '#records/documents/documents.ts';

/**
 * The documents that somebody refers to: their own, of the right kind, and found to be clean.
 *
 * @throws ProblemError `not-valid` where one is none of theirs, the same whether it is another's or not there; and
 *   `document-not-ready` where one is still being checked, or was refused
 */
export async function refuseUnready(
  { documents }: { readonly documents: Documents },
  documentIds: readonly string[],
  owner: { readonly fundingRequestId: string; readonly purpose: DocumentPurpose; readonly statementId?: string },
  work: Work,
): Promise<StoredDocument[]> {
  const found = new Map(
    (await documents.findMany(documentIds, work)).map((document) => [document.documentId, document]),
  );
  const isOwn = (document: StoredDocument | undefined) =>
    document?.fundingRequestId === owner.fundingRequestId &&
    document.purpose === owner.purpose &&
    document.statementId === owner.statementId;
  const errors = documentIds.flatMap((documentId, index): FieldError[] =>
    isOwn(found.get(documentId))
      ? []
      : [{ in: 'body', pointer: `/documentIds/${index}`, detail: `Upload this first, as ${owner.purpose}` }],
  );
  if (errors.length > 0) throw new ProblemError('not-valid', { errors });
  const unready = [...found.values()].filter(({ status }) => status !== 'clean');
  if (unready.length > 0) {
    throw new ProblemError('document-not-ready', {
      detail: unready.some(({ status }) => status === 'pending')
        ? 'A document is still being checked. Try again in a minute'
        : 'A document was refused. Upload another one',
      extensions: { documents: unready.map(({ documentId, status }) => ({ documentId, status })) },
    });
  }
  return [...found.values()];
}
