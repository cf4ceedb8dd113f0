import type * as z from 'zod';
import { idsOfPerson } from '#domain/people/merging.ts';
import type { Work } from '#platform/work.ts';
import { TrainingDocumentRecord } from '../documents/items.ts';
import type { RecordsFor } from '../engine/records.ts';
import { update } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import type { Account } from '../people/account-reads.ts';
import { TrainingCountRecord, TrainingRecordRecord } from './items.ts';
import { endsWith } from './own-records.ts';
import { TrainingEndView } from './views.ts';

/** So many are written at the same time. */
const atOnce = 25;

/**
 * Keeps what somebody entered, and its documents, for as long as their account, neither longer nor shorter: for the clock, which looks at an account
 * before it can have ended, and the next time that it runs after records were merged or parted. What ends with it already is left alone.
 */
export const createKeepTraining =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  async (account: Account, work: Work): Promise<void> => {
    const ends = endsWith(account);
    /** Its documents first: where this breaks off, the record still tells that it is to be moved. */
    async function move(personId: string, entry: z.output<typeof TrainingEndView>): Promise<void> {
      for (const documentId of entry.documentIds ?? [])
        await records.updateOne(update(TrainingDocumentRecord, keys.trainingDocument(documentId), { ends }), work);
      const key = keys.trainingRecord(personId, entry.trainingRecordId);
      await records.updateOne(update(TrainingRecordRecord, key, { ends }), work);
    }
    for (const personId of idsOfPerson(account)) {
      for await (const page of records.walk(TrainingEndView, lists.trainingRecordsOf(personId), {}, work)) {
        const moved = page.filter(({ expiresAt }) => expiresAt !== ends.with);
        for (let from = 0; from < moved.length; from += atOnce)
          await Promise.all(moved.slice(from, from + atOnce).map((entry) => move(personId, entry)));
      }
      await records.updateOne(update(TrainingCountRecord, keys.trainingCount(personId), { ends }), work);
    }
  };
export type KeepTraining = ReturnType<typeof createKeepTraining>;
