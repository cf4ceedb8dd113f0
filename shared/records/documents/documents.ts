import type * as z from 'zod';
import { document } from '#domain/documents/document.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import type { CommitOptions } from '../engine/changing.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { Records } from '../engine/records.ts';
import { put, remove } from '../engine/writes.ts';
import {
  type ChangedRequest,
  createRequestWrites,
  endOfParts,
  type RequestOutcome,
} from '../funding/request-writes.ts';
import { keys, lists } from '../keys.ts';
import {
  createDocumentChecks,
  type DocumentChecks,
  type DocumentsToCheck,
  type KindOfDocument,
  listedAsNew,
} from './checking.ts';
import { DocumentRecord } from './items.ts';

const HeldDocument = view(['provide-services', 'decide-funding'], DocumentRecord, [
  ...document.keyof().options,
  'expiresAt',
]);
/** What is known of a document; its contents are in the bucket. */
export type StoredDocument = z.output<typeof HeldDocument>;

interface DocumentReads extends Pick<DocumentsToCheck<StoredDocument>, 'find' | 'walkUnheardOf'> {
  /** @throws NotReadableError */
  findMany(documentIds: readonly string[], work: Work): Promise<StoredDocument[]>;
  /** Those of them that can be read. */
  findEach(documentIds: readonly string[], work: Work): Promise<StoredDocument[]>;
}

export interface Documents extends DocumentReads, DocumentChecks {
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
}

const kind: KindOfDocument = {
  schema: DocumentRecord,
  key: keys.document,
  unheardOf: lists.documentsUnheardOf,
};

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
    ...createDocumentChecks(deps, kind),

    async add(document, request, spent, change) {
      const { documentId } = document;
      const outcome = await records.commit(
        {
          document: put(DocumentRecord, keys.document(documentId), {
            ...document,
            ends: { with: endOfParts(requestWrites.endOfKeeping(request.next)) },
            ...listedAsNew(kind, documentId, clock()),
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
  };
}
