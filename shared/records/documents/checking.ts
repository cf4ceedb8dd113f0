import type * as z from 'zod';
import { nextLookAt } from '#domain/documents/document.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import type { View } from '#privacy/views.ts';
import { type OwedEmail, oweEmail } from '../emails/emails.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { Records } from '../engine/records.ts';
import { update } from '../engine/writes.ts';
import { inGsi1, type Key, type lists, sortKey } from '../keys.ts';
import type { DocumentRecord, TrainingDocumentRecord } from './items.ts';

type DocumentSchema = typeof DocumentRecord | typeof TrainingDocumentRecord;

/** Of a document, whatever it belongs to, what its check rests on. */
export type UploadedDocument = Pick<
  z.output<typeof TrainingDocumentRecord>,
  | 'documentId'
  | 'contentType'
  | 'filename'
  | 'objectKey'
  | 'objectVersion'
  | 'status'
  | 'sha256'
  | 'scansAskedFor'
  | 'laterFileAt'
>;
type Which = Pick<UploadedDocument, 'documentId'>;
type RejectedBecause = NonNullable<z.output<typeof TrainingDocumentRecord>['rejectedBecause']>;

/** What was found of one version of what was uploaded. */
export type CheckedVersion = { readonly objectVersion: string } & (
  | { readonly status: 'clean'; readonly bytes: number; readonly sha256: string }
  | { readonly status: 'infected' }
  | { readonly status: 'rejected'; readonly rejectedBecause: Exclude<RejectedBecause, 'never-posted'> }
);
type CheckedDocument = CheckedVersion | { readonly status: 'rejected'; readonly rejectedBecause: 'never-posted' };

type Outcome = 'changed' | 'facts-changed';

/** What is found out about documents of one kind, once they are uploaded. */
export interface DocumentChecks {
  /** What was found of a document that was pending, once; later words change nothing. */
  recordCheck(document: Which, checked: CheckedDocument, told: OwedEmail | undefined, work: Work): Promise<Outcome>;
  /** When a document that is pending is looked at next, and how often its scan has been asked for by then. */
  lookAgain(document: Which, at: Date, work: Work, scansAskedFor?: number): Promise<void>;
  /** That another file came after the one that was checked, told once: what was found of the document stays as it is. */
  recordLaterFile(document: Which, told: OwedEmail | undefined, work: Work): Promise<Outcome>;
}

/** One kind of documents, as whoever checks them sees it. */
export interface DocumentsToCheck<D extends UploadedDocument> extends DocumentChecks {
  find(documentId: string, work: Work): Promise<D | undefined>;
  /** Those pending that are to be looked at by now, page by page. */
  walkUnheardOf(now: Date, work: Work): AsyncGenerator<D[], void, undefined>;
}

/** How documents of a kind are kept. */
export interface KindOfDocument {
  readonly schema: DocumentSchema;
  readonly key: (documentId: string) => Key;
  /** Those of which nothing was heard yet. */
  readonly unheardOf: typeof lists.documentsUnheardOf | typeof lists.trainingDocumentsUnheardOf;
}

const listedAt = ({ unheardOf }: KindOfDocument, documentId: string, at: Date) =>
  inGsi1(unheardOf, sortKey(at.toISOString(), documentId));

/** Where a new document stands until something is heard of it. */
export const listedAsNew = (kind: KindOfDocument, documentId: string, now: Date) =>
  listedAt(kind, documentId, nextLookAt(now));

export function createDocumentChecks(
  { records, clock }: { readonly records: Pick<Records<View>, 'commit' | 'updateOne'>; readonly clock: Clock },
  kind: KindOfDocument,
): DocumentChecks {
  const { schema, key } = kind;
  const isPending = all(present, when(schema).is('status', 'pending'));

  return {
    async recordCheck({ documentId }, checked, told, work) {
      const now = clock();
      const outcome = await records.commit(
        {
          document: update(
            schema,
            key(documentId),
            { set: { ...checked, checkedAt: now.toISOString() }, remove: ['gsi1pk', 'gsi1sk'] },
            isPending,
          ),
          email: told && oweEmail(told, now),
        },
        { work },
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async lookAgain({ documentId }, at, work, scansAskedFor) {
      const set = { ...listedAt(kind, documentId, at), scansAskedFor };
      await records.updateOne(update(schema, key(documentId), { set }, isPending), work);
    },

    async recordLaterFile({ documentId }, told, work) {
      const now = clock();
      const outcome = await records.commit(
        {
          document: update(
            schema,
            key(documentId),
            { set: { laterFileAt: now.toISOString() } },
            all(present, when(schema).missing('laterFileAt')),
          ),
          email: told && oweEmail(told, now),
        },
        { work },
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },
  };
}
