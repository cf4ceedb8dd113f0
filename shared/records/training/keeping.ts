import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { update } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import type { Account } from '../people/account-reads.ts';
import { TrainingCountRecord, TrainingRecordRecord } from './items.ts';
import { endsWith, partsOf } from './own-records.ts';
import { TrainingRecordView } from './views.ts';

/**
 * Keeps what somebody entered for as long as their account, neither longer nor shorter: for the clock, which looks at an account before
 * it can have ended, and at once where records were merged or parted.
 */
export const createKeepTraining =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  async (account: Account, work: Work): Promise<void> => {
    const ends = endsWith(account);
    for (const personId of partsOf(account)) {
      for await (const page of records.walk(TrainingRecordView, lists.trainingRecordsOf(personId), {}, work))
        for (const { trainingRecordId } of page)
          await records.updateOne(
            update(TrainingRecordRecord, keys.trainingRecord(personId, trainingRecordId), { ends }),
            work,
          );
      await records.updateOne(update(TrainingCountRecord, keys.trainingCount(personId), { ends }), work);
    }
  };
export type KeepTraining = ReturnType<typeof createKeepTraining>;
