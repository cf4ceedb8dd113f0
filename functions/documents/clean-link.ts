import type { DocumentStore } from '#documents/document-store.ts';
import { linkEndsAt } from '#documents/download-link.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Clock } from '#platform/clock.ts';
import type { UploadedDocument } from '#records/documents/checking.ts';

type Checked<D> = D & { readonly objectVersion: string };

/** A document of which a version was found clean. @throws ProblemError `document-not-ready` */
export function asClean<D extends UploadedDocument>(document: D): Checked<D> {
  const { documentId, status, objectVersion } = document;
  if (status !== 'clean' || objectVersion === undefined) {
    throw new ProblemError('document-not-ready', {
      detail: status === 'pending' ? 'It is still being checked' : 'It was refused, and nobody can open it',
      extensions: { documents: [{ documentId, status }] },
    });
  }
  return { ...document, objectVersion };
}

/** A link to the version that was checked, for a minute. */
export async function linkTo(
  { store, clock }: { readonly store: Pick<DocumentStore, 'presignDownload'>; readonly clock: Clock },
  { objectKey, objectVersion, filename, contentType }: Checked<UploadedDocument>,
) {
  const endsAt = linkEndsAt(clock());
  const url = await store.presignDownload({ key: objectKey, versionId: objectVersion, filename, contentType });
  return { url, endsAt };
}
