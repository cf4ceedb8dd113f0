import { createHash } from 'node:crypto';
import type { DocumentStore } from '#documents/document-store.ts';
import { isPasswordProtected } from '#domain/documents/document.ts';
import { typeOfBytes } from '#domain/documents/file-types.ts';
import type { Clock } from '#platform/clock.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import { settle, type Work } from '#platform/work.ts';
import type { CheckedVersion, UploadedDocument } from '#records/documents/checking.ts';
import type { KindOfDocuments } from './kinds.ts';

/** One version of what was uploaded, and what the scanner said of it. */
export interface ScannedVersion {
  readonly documentId: string;
  readonly key: string;
  readonly versionId: string;
  /** GuardDuty's word. */
  readonly scanResult: string;
}

/** `not-readable`: it was found clean and cannot be read yet; `later-file`: another version is the document. */
export type Judgement = CheckedVersion['status'] | 'not-readable' | 'later-file' | 'unknown';

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What judging stands on, whatever a document belongs to. */
export interface JudgingDeps {
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly counter: Counter;
}

/**
 * Decides about a document by one version of its file, the first of which there is word. The form can be posted again within
 * its ten minutes: what comes then is deleted, changes nothing of what was found, and is told to whoever uploaded it.
 */
export function createJudgeDocument<D extends UploadedDocument>(
  deps: JudgingDeps,
  { documents, wordTo }: Pick<KindOfDocuments<D>, 'documents' | 'wordTo'>,
) {
  /** The type is read again from the bytes: what the browser said of the file is no more than its name. */
  async function look(
    { objectKey, contentType }: D,
    { versionId, scanResult }: ScannedVersion,
    work: Work,
  ): Promise<CheckedVersion | undefined> {
    const objectVersion = versionId;
    if (scanResult === 'THREATS_FOUND') return { status: 'infected', objectVersion };
    // What cannot be scanned, or was not, is never served.
    if (scanResult !== 'NO_THREATS_FOUND') return { status: 'rejected', rejectedBecause: 'not-scanned', objectVersion };
    const bytes = await deps.store.read({ key: objectKey, versionId }, work);
    if (!bytes) return undefined;
    if (typeOfBytes(bytes) !== contentType) {
      return { status: 'rejected', rejectedBecause: 'not-what-it-says', objectVersion };
    }
    if (contentType === 'application/pdf' && isPasswordProtected(bytes)) {
      return { status: 'rejected', rejectedBecause: 'password-protected', objectVersion };
    }
    return { status: 'clean', objectVersion, bytes: bytes.length, sha256: digest(bytes) };
  }

  /** Posted twice by a browser that heard no answer, it is the same file, of which nobody need hear. */
  async function isTheSame({ objectKey: key, sha256 }: D, scanned: ScannedVersion, work: Work) {
    if (sha256 === undefined || scanned.scanResult !== 'NO_THREATS_FOUND') return false;
    const bytes = await deps.store.read({ key, versionId: scanned.versionId }, work);
    return bytes !== undefined && digest(bytes) === sha256;
  }

  async function refuseLaterFile(document: D, scanned: ScannedVersion, work: Work): Promise<Judgement> {
    const { documentId, objectKey: key, laterFileAt } = document;
    if (laterFileAt === undefined && !(await isTheSame(document, scanned, work))) {
      const told = await wordTo(document, 'came-later', work);
      const outcome = await documents.recordLaterFile({ documentId }, told, work);
      if (outcome === 'changed') deps.counter.count('DocumentRefused');
    }
    await deps.store.removeVersion({ key, versionId: scanned.versionId }, work);
    deps.log.event('document-checked', { documentId, status: 'later-file' });
    return 'later-file';
  }

  /** Its record went while the form could still be posted: nothing would find the file again, and nobody may have it. */
  async function removeNobodys({ key, versionId }: ScannedVersion, work: Work): Promise<Judgement> {
    await deps.store.removeVersion({ key, versionId }, work);
    return 'unknown';
  }

  return (scanned: ScannedVersion, work: Work): Promise<Judgement> =>
    settle(work, async () => {
      const document = await documents.find(scanned.documentId, work);
      if (!document) return removeNobodys(scanned, work);
      const { documentId, objectVersion } = document;
      if (document.status !== 'pending') {
        const isKnown = objectVersion === undefined || objectVersion === scanned.versionId;
        return isKnown ? document.status : refuseLaterFile(document, scanned, work);
      }
      const checked = await look(document, scanned, work);
      if (!checked) return 'not-readable';
      const { status } = checked;
      const why = status === 'rejected' ? checked.rejectedBecause : 'infected';
      const told = status === 'clean' ? undefined : await wordTo(document, why, work);
      const outcome = await documents.recordCheck(document, checked, told, work);
      if (outcome === 'facts-changed') return undefined;
      deps.log.event('document-checked', { documentId, status });
      if (status !== 'clean') deps.counter.count('DocumentRefused');
      return status;
    });
}
