import type * as z from 'zod';
import type { Work } from '#platform/work.ts';
import { absent, any, present } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { remove } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import { TrainingCountRecord, TrainingRecordRecord } from './items.ts';
import { withoutDocuments } from './own-records.ts';
import { TrainingEndView } from './views.ts';

/** So many are taken away at the same time. */
const atOnce = 25;
const whateverThere = any(absent, present);

/**
 * Takes away what somebody had entered whose account is gone, with its documents. Nothing is added to it any more: each write asks for the
 * person. May come late or twice.
 */
export const createRemoveTraining =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  async (personId: string, work: Work): Promise<void> => {
    const removeEntry = ({ trainingRecordId, documentIds = [] }: z.output<typeof TrainingEndView>) =>
      records.commit(
        {
          record: remove(TrainingRecordRecord, keys.trainingRecord(personId, trainingRecordId), whateverThere),
          ...withoutDocuments(documentIds),
        },
        { work },
      );
    for await (const page of records.walk(TrainingEndView, lists.trainingRecordsOf(personId), {}, work))
      for (let from = 0; from < page.length; from += atOnce)
        await Promise.all(page.slice(from, from + atOnce).map(removeEntry));
    await records.commit({ count: remove(TrainingCountRecord, keys.trainingCount(personId), whateverThere) }, { work });
  };
export type RemoveTraining = ReturnType<typeof createRemoveTraining>;
