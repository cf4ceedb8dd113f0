import type { Context } from 'aws-lambda';
import type { DocumentScanner } from '#documents/document-scanner.ts';
import { mostScansAskedFor, nextLookAt } from '#domain/documents/document.ts';
import { hasTime, type Work, workWithin } from '#platform/work.ts';
import type { StoredDocument } from '#records/documents/documents.ts';
import { createJudgeDocument, type JudgeDeps } from './judge-document.ts';
import { createTellUploader } from './tell-uploader.ts';

/**
 * Looks after documents of which nothing was heard in time. Was none posted, it is known to be none. Is a version tagged, its
 * event was lost, and it is judged by its tag. Else the scan is asked for again, a few times; then the document is refused,
 * which whoever uploaded it is told. What was not scanned is never taken for clean.
 */
export const createTendDocuments = (deps: JudgeDeps & { readonly scanner: DocumentScanner }) => {
  const judge = createJudgeDocument(deps);
  const wordTo = createTellUploader(deps);

  async function tend(document: StoredDocument, work: Work): Promise<void> {
    const { documentId, objectKey, scansAskedFor = 0 } = document;
    const versions = await deps.store.versions(objectKey, work);
    const [first] = versions;
    if (!first) {
      await deps.documents.recordCheck(
        document,
        { status: 'rejected', rejectedBecause: 'never-posted' },
        undefined,
        work,
      );
      return;
    }
    const scanned = versions.find(({ scanResult }) => scanResult !== undefined);
    if (scanned?.scanResult !== undefined) {
      const { versionId, scanResult } = scanned;
      if ((await judge({ documentId, versionId, scanResult }, work)) !== 'not-readable') return;
    }
    deps.counter.count('DocumentNotScanned');
    if (scansAskedFor >= mostScansAskedFor) {
      const told = await wordTo(document, 'never-scanned', work);
      const found = { status: 'rejected', rejectedBecause: 'not-scanned', objectVersion: first.versionId } as const;
      const outcome = await deps.documents.recordCheck(document, found, told, work);
      if (outcome === 'changed') deps.log.event('document-checked', { documentId, status: 'never-scanned' });
      return;
    }
    // A scanner that refuses to be asked has been asked: the document must not wait for ever.
    await deps.scanner
      .askFor({ key: objectKey, versionId: first.versionId }, work)
      .catch((error) => deps.log.event('document-not-tended', { documentId, error }));
    await deps.documents.lookAgain(document, nextLookAt(deps.clock()), work, scansAskedFor + 1);
  }

  return async (_event: unknown, context: Context): Promise<{ documents: number }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    let documents = 0;
    pages: for await (const page of deps.documents.walkUnheardOf(deps.clock(), work)) {
      for (const listed of page) {
        if (!hasTime(work)) break pages;
        try {
          // The list follows the records by a moment.
          const document = await deps.documents.find(listed.documentId, work);
          if (document?.status !== 'pending') continue;
          await tend(document, work);
          documents += 1;
        } catch (error) {
          if (!hasTime(work)) break pages;
          deps.log.event('document-not-tended', { documentId: listed.documentId, error });
          deps.counter.count('DocumentNotScanned');
        }
      }
    }
    deps.counter.flush();
    return { documents };
  };
};
