import type { Uploads } from '#domain/training/evidence.ts';
import type { Clock } from '#platform/clock.ts';
import type { Carrying, Work } from '#platform/work.ts';
import { listedAsNew } from '../documents/checking.ts';
import { TrainingDocumentRecord } from '../documents/items.ts';
import {
  type StoredTrainingDocument,
  TrainingDocumentView,
  trainingDocumentKind,
} from '../documents/training-documents.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { annotate, check, put, update, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import type { Account } from '../people/account-reads.ts';
import { PersonRecord } from '../people/items.ts';
import { TrainingCountRecord, TrainingRecordRecord } from './items.ts';
import { endsWith, type OwnRecord, withoutDocuments } from './own-records.ts';
import { TrainingCountView } from './views.ts';

type Outcome = 'changed' | 'facts-changed';
type Held = Pick<StoredTrainingDocument, 'documentId' | 'status'>;

/** The documents of what somebody entered themselves, which names them: how many it has is held by that it names no others since. */
export interface Evidence {
  /** In the order in which they came. */
  list(of: OwnRecord, work: Work): Promise<StoredTrainingDocument[]>;
  /** None where it is no document of this entry. */
  find(of: OwnRecord, documentId: string, work: Work): Promise<StoredTrainingDocument | undefined>;
  /** What somebody uploaded of late. */
  uploadsOf(of: OwnRecord, work: Work): Promise<Uploads>;
  /**
   * Keeps that a document is to come, and takes away those that make room for it. Refused where the entry, its documents, or how much was
   * uploaded are no longer as they were read, or the account changed hands or is gone.
   *
   * @param counted.before - as it was read
   */
  add(
    account: Account,
    of: OwnRecord,
    document: Omit<StoredTrainingDocument, 'personId' | 'trainingRecordId' | 'status' | 'createdAt'>,
    instead: { readonly kept: readonly Held[]; readonly spent: readonly Held[] },
    counted: { readonly before: Uploads; readonly after: Uploads },
    change: Carrying,
  ): Promise<Outcome>;
  /** With its file. Refused where the entry or its documents are no longer as they were read. */
  remove(of: OwnRecord, document: Held, change: Carrying): Promise<Outcome>;
}

/** The entry with these documents, if it is as it was read. */
const naming = (of: OwnRecord, documentIds: string[]) =>
  annotate(
    TrainingRecordRecord,
    keys.trainingRecord(of.personId, of.trainingRecordId),
    of,
    { set: { documentIds } },
    when(TrainingRecordRecord).asRead(of, 'documentIds'),
  );

const idsOf = (documents: readonly Held[]): string[] => documents.map(({ documentId }) => documentId);

export function createEvidence({
  records,
  clock,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
}): Evidence {
  const commit = async (writes: Readonly<Record<string, Write>>, change: Carrying): Promise<Outcome> =>
    (await records.commit(writes, change)).done ? 'changed' : 'facts-changed';

  async function list({ documentIds = [] }: OwnRecord, work: Work): Promise<StoredTrainingDocument[]> {
    const found = await records.findEach(TrainingDocumentView, documentIds.map(keys.trainingDocument), work);
    return found.filter((document) => document !== undefined);
  }

  return {
    list,

    find: async ({ documentIds = [] }, documentId, work) =>
      documentIds.includes(documentId)
        ? records.find(TrainingDocumentView, keys.trainingDocument(documentId), work)
        : undefined,

    async uploadsOf({ personId }, work) {
      const { uploadsOn, uploads } = (await records.find(TrainingCountView, keys.trainingCount(personId), work)) ?? {};
      return { uploadsOn, uploads };
    },

    add(account, of, document, { kept, spent }, { before, after }, change) {
      const { personId, trainingRecordId } = of;
      const { documentId } = document;
      const now = clock();
      return commit(
        {
          document: put(TrainingDocumentRecord, keys.trainingDocument(documentId), {
            ...document,
            personId,
            trainingRecordId,
            status: 'pending',
            createdAt: now.toISOString(),
            ends: endsWith(account),
            ...listedAsNew(trainingDocumentKind, documentId, now),
          }),
          record: naming(of, [...idsOf(kept), documentId]),
          count: update(
            TrainingCountRecord,
            keys.trainingCount(personId),
            { set: after },
            all(present, when(TrainingCountRecord).asRead(before, 'uploadsOn', 'uploads')),
          ),
          // Nothing is kept for who is gone, or is known under another record by now.
          person: check(
            PersonRecord,
            keys.person(account.personId),
            all(present, when(PersonRecord).asRead(account, 'sub', 'mergedInto')),
          ),
          ...withoutDocuments(idsOf(spent)),
        },
        change,
      );
    },

    remove(of, { documentId }, change) {
      const left = (of.documentIds ?? []).filter((each) => each !== documentId);
      return commit({ record: naming(of, left), ...withoutDocuments([documentId]) }, change);
    },
  };
}
