import type * as z from 'zod';
import { document, nextLookAt } from '#domain/documents/document.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import { type OwedEmail, oweEmail } from '../emails/emails.ts';
import type { CommitOptions } from '../engine/changing.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { Records } from '../engine/records.ts';
import { put, remove, update } from '../engine/writes.ts';
import {
  type ChangedRequest,
  createRequestWrites,
  endOfParts,
  type RequestOutcome,
} from '../funding/request-writes.ts';
import { inGsi1, keys, lists, sortKey } from '../keys.ts';
import { DocumentRecord } from './items.ts';

const HeldDocument = view(['provide-services', 'decide-funding'], DocumentRecord, [
  ...document.keyof().options,
  'expiresAt',
]);
/** What is known of a document; its contents are in the bucket. */
export type StoredDocument = z.output<typeof HeldDocument>;

type RejectedBecause = NonNullable<StoredDocument['rejectedBecause']>;

/** What was found of one version of what was uploaded. */
export type CheckedVersion = { readonly objectVersion: string } & (
  | { readonly status: 'clean'; readonly bytes: number; readonly sha256: string }
  | { readonly status: 'infected' }
  | { readonly status: 'rejected'; readonly rejectedBecause: Exclude<RejectedBecause, 'never-posted'> }
);
type CheckedDocument = CheckedVersion | { readonly status: 'rejected'; readonly rejectedBecause: 'never-posted' };

interface DocumentReads {
  find(documentId: string, work: Work): Promise<StoredDocument | undefined>;
  /** @throws NotReadableError */
  findMany(documentIds: readonly string[], work: Work): Promise<StoredDocument[]>;
  /** Those of them that can be read. */
  findEach(documentIds: readonly string[], work: Work): Promise<StoredDocument[]>;
  /** Those pending that are to be looked at by now, page by page. */
  walkUnheardOf(now: Date, work: Work): AsyncGenerator<StoredDocument[], void, undefined>;
}

export interface Documents extends DocumentReads {
  /**
   * Keeps that a document is to come, as part of its request.
   *
   * @param spent - refused documents that the request no longer names: they go, and their files with them
   */
  add(
    document: Omit<StoredDocument, 'expiresAt'>,
    request: ChangedRequest,
    spent: readonly Pick<StoredDocument, 'documentId' | 'status'>[],
    change: CommitOptions,
  ): Promise<RequestOutcome>;
  /** What was found of a document that was pending, once; later words change nothing. */
  recordCheck(
    document: Pick<StoredDocument, 'documentId'>,
    checked: CheckedDocument,
    told: OwedEmail | undefined,
    work: Work,
  ): Promise<RequestOutcome>;
  /** When a document that is pending is looked at next, and how often its scan has been asked for by then. */
  lookAgain(document: Pick<StoredDocument, 'documentId'>, at: Date, work: Work, scansAskedFor?: number): Promise<void>;
  /** That another file came after the one that was checked, told once: what was found of the document stays as it is. */
  recordLaterFile(
    document: Pick<StoredDocument, 'documentId'>,
    told: OwedEmail | undefined,
    work: Work,
  ): Promise<RequestOutcome>;
}

const listed = (documentId: string, at: Date) =>
  inGsi1(lists.documentsUnheardOf, sortKey(at.toISOString(), documentId));

const createDocumentReads = ({ records }: { readonly records: Records<typeof HeldDocument> }): DocumentReads => ({
  find: (documentId, work) => records.find(HeldDocument, keys.document(documentId), work),

  async findMany(documentIds, work) {
    const found = await records.findAll(
      documentIds.map((documentId) => [HeldDocument, keys.document(documentId)] as const),
      work,
    );
    return found.filter((document) => document !== undefined);
  },

  async findEach(documentIds, work) {
    const found = await records.findEach(HeldDocument, documentIds.map(keys.document), work);
    return found.filter((document) => document !== undefined);
  },

  walkUnheardOf: (now, work) =>
    records.walk(HeldDocument, lists.documentsUnheardOf, { to: `${now.toISOString()}~` }, work),
});

export function createDocuments(deps: {
  readonly records: Records<typeof HeldDocument>;
  readonly clock: Clock;
  readonly hub: Pick<Hub, 'retention' | 'funding'>;
}): Documents {
  const { records, clock } = deps;
  const requestWrites = createRequestWrites(deps);
  return {
    ...createDocumentReads(deps),

    async add(document, request, spent, change) {
      const { documentId } = document;
      const outcome = await records.commit(
        {
          document: put(DocumentRecord, keys.document(documentId), {
            ...document,
            ends: { with: endOfParts(requestWrites.endOfKeeping(request.next)) },
            ...listed(documentId, nextLookAt(clock())),
          }),
          ...requestWrites.changed(request),
          ...Object.fromEntries(
            spent.map(({ documentId: id, status }) => [
              `spent ${id}`,
              remove(DocumentRecord, keys.document(id), all(present, when(DocumentRecord).is('status', status))),
            ]),
          ),
        },
        change,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async recordCheck({ documentId }, checked, told, work) {
      const now = clock();
      const outcome = await records.commit(
        {
          document: update(
            DocumentRecord,
            keys.document(documentId),
            { set: { ...checked, checkedAt: now.toISOString() }, remove: ['gsi1pk', 'gsi1sk'] },
            all(present, when(DocumentRecord).is('status', 'pending')),
          ),
          email: told && oweEmail(told, now),
        },
        { work },
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async lookAgain({ documentId }, at, work, scansAskedFor) {
      await records.updateOne(
        update(
          DocumentRecord,
          keys.document(documentId),
          { set: { ...listed(documentId, at), scansAskedFor } },
          all(present, when(DocumentRecord).is('status', 'pending')),
        ),
        work,
      );
    },

    async recordLaterFile({ documentId }, told, work) {
      const now = clock();
      const outcome = await records.commit(
        {
          document: update(
            DocumentRecord,
            keys.document(documentId),
            { set: { laterFileAt: now.toISOString() } },
            all(present, when(DocumentRecord).missing('laterFileAt')),
          ),
          email: told && oweEmail(told, now),
        },
        { work },
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },
  };
}
