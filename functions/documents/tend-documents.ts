import type { Context } from 'aws-lambda';
import type { DocumentScanner } from '#documents/document-scanner.ts';
import { mostScansAskedFor, nextLookAt } from '#domain/documents/document.ts';
import { hasTime, type Work, workWithin } from '#platform/work.ts';
import type { UploadedDocument } from '#records/documents/checking.ts';
import { createJudgeDocument, type JudgingDeps } from './judge-document.ts';
import { type KindOfDocuments, type KindsDeps, ofEachKind } from './kinds.ts';

type TendDeps = JudgingDeps & { readonly scanner: DocumentScanner };

/**
 * Looks after documents of which nothing was heard in time. Was none posted, it is known to be none. Is a version tagged, its
 * event was lost, and it is judged by its tag. Else the scan is asked for again, a few times; then the document is refused,
 * which whoever uploaded it is told. What was not scanned is never taken for clean.
 *
 * @returns what looks after those of one kind, and answers how many it has looked after
 */
function createTendKind<D extends UploadedDocument>(deps: TendDeps, { documents, wordTo }: KindOfDocuments<D>) {
  const judge = createJudgeDocument(deps, { documents, wordTo });

  async function tend(document: D, work: Work): Promise<void> {
    const { documentId, objectKey: key, scansAskedFor = 0 } = document;
    const versions = await deps.store.versions(key, work);
    const [first] = versions;
    if (!first) {
      await documents.recordCheck(document, { status: 'rejected', rejectedBecause: 'never-posted' }, undefined, work);
      return;
    }
    const scanned = versions.find(({ scanResult }) => scanResult !== undefined);
    if (scanned?.scanResult !== undefined) {
      const { versionId, scanResult } = scanned;
      if ((await judge({ documentId, key, versionId, scanResult }, work)) !== 'not-readable') return;
    }
    deps.counter.count('DocumentNotScanned');
    if (scansAskedFor >= mostScansAskedFor) {
      const told = await wordTo(document, 'never-scanned', work);
      const found = { status: 'rejected', rejectedBecause: 'not-scanned', objectVersion: first.versionId } as const;
      const outcome = await documents.recordCheck(document, found, told, work);
      if (outcome === 'changed') deps.log.event('document-checked', { documentId, status: 'never-scanned' });
      return;
    }
    // A scanner that refuses to be asked has been asked: the document must not wait for ever.
    await deps.scanner
      .askFor({ key, versionId: first.versionId }, work)
      .catch((error) => deps.log.event('document-not-tended', { documentId, error }));
    await documents.lookAgain(document, nextLookAt(deps.clock()), work, scansAskedFor + 1);
  }

  return async (work: Work): Promise<number> => {
    let tended = 0;
    for await (const page of documents.walkUnheardOf(deps.clock(), work)) {
      for (const listed of page) {
        if (!hasTime(work)) return tended;
        try {
          // The list follows the records by a moment.
          const document = await documents.find(listed.documentId, work);
          if (document?.status !== 'pending') continue;
          await tend(document, work);
          tended += 1;
        } catch (error) {
          if (!hasTime(work)) return tended;
          deps.log.event('document-not-tended', { documentId: listed.documentId, error });
          deps.counter.count('DocumentNotScanned');
        }
      }
    }
    return tended;
  };
}

export const createTendDocuments = (deps: TendDeps & KindsDeps) => {
  const tendings = ofEachKind(deps, (kind) => createTendKind(deps, kind));

  return async (_event: unknown, context: Context): Promise<{ documents: number }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    let documents = 0;
    for (const tend of tendings) documents += await tend(work);
    deps.counter.flush();
    return { documents };
  };
};
