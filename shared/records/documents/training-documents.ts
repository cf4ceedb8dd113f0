import type * as z from 'zod';
import { trainingDocument } from '#domain/documents/document.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, lists } from '../keys.ts';
import { type Account, accountOf } from '../people/account-reads.ts';
import { keptAs } from '../people/owner.ts';
import { AccountView } from '../people/views.ts';
import { createDocumentChecks, type DocumentsToCheck, type KindOfDocument } from './checking.ts';
import { TrainingDocumentRecord } from './items.ts';

export const TrainingDocumentView = view('provide-services', TrainingDocumentRecord, trainingDocument.keyof().options);
/** What is known of a document; its contents are in the bucket. */
export type StoredTrainingDocument = z.output<typeof TrainingDocumentView>;

export const trainingDocumentKind: KindOfDocument = {
  schema: TrainingDocumentRecord,
  key: keys.trainingDocument,
  unheardOf: lists.trainingDocumentsUnheardOf,
};

export interface TrainingDocuments extends DocumentsToCheck<StoredTrainingDocument> {
  /** Who uploaded it, as they now are; none where their account is gone. */
  findWhose(document: Pick<StoredTrainingDocument, 'personId'>, work: Work): Promise<Account | undefined>;
}

/** Evidence of training, for what checks it: its owner comes to it by way of their entry (`../training/evidence.ts`). */
export const createTrainingDocuments = ({
  records,
  clock,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
}): TrainingDocuments => ({
  ...createDocumentChecks({ records, clock }, trainingDocumentKind),

  find: (documentId, work) => records.find(TrainingDocumentView, keys.trainingDocument(documentId), work),

  walkUnheardOf: (now, work) =>
    records.walk(TrainingDocumentView, lists.trainingDocumentsUnheardOf, { to: `${now.toISOString()}~` }, work),

  async findWhose({ personId }, work) {
    const person = await records.find(AccountView, keys.person(personId), work);
    return accountOf(await keptAs(records, person, work));
  },
});
