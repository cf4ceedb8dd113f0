import type * as z from 'zod';
import { firstVersion } from '#domain/numbers.ts';
import { idsOfPerson } from '#domain/people/merging.ts';
import { mostOwnRecords, type TrainingDetails } from '#domain/training/training-record.ts';
import type { Clock } from '#platform/clock.ts';
import type { Carrying, Work } from '#platform/work.ts';
import { TrainingDocumentRecord } from '../documents/items.ts';
import { absent, all, any, present, when } from '../engine/conditions.ts';
import type { Page, PageRequest } from '../engine/reading.ts';
import type { RecordsFor } from '../engine/records.ts';
import { check, put, remove, revise, update, type Write } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import type { Account } from '../people/account-reads.ts';
import { PersonRecord } from '../people/items.ts';
import { longerThanPersonSeconds } from '../people/people.ts';
import { TrainingCountRecord, TrainingRecordRecord } from './items.ts';
import { TrainingCountView, TrainingRecordView } from './views.ts';

export type OwnRecord = z.output<typeof TrainingRecordView>;
type Outcome = 'changed' | 'facts-changed';

/** What somebody changes of an entry; `null` takes away what may be missing. */
export type TrainingChanges = {
  readonly [F in keyof TrainingDetails]?:
    | TrainingDetails[F]
    | (F extends 'level' | 'participatory' ? null : never)
    | undefined;
};

export interface OwnRecords {
  find(account: Account, trainingRecordId: string, work: Work): Promise<OwnRecord | undefined>;
  /** Those entered last first. */
  list(account: Account, page: PageRequest, work: Work): Promise<Page<OwnRecord>>;
  /** Whether somebody may enter one more: held again by the write. */
  mayAdd(account: Account, work: Work): Promise<boolean>;
  /** Refused where they have as many as they may, or their account changed hands or is gone. */
  add(
    account: Account,
    record: TrainingDetails & Pick<OwnRecord, 'trainingRecordId'>,
    change: Carrying,
  ): Promise<Outcome>;
  /** @param before - as it was read; refused where it changed meanwhile */
  change(before: OwnRecord, changes: TrainingChanges, change: Carrying): Promise<Outcome>;
  /** With its documents. @param before - as it was read; refused where it changed meanwhile */
  remove(before: OwnRecord, change: Carrying): Promise<Outcome>;
}

/**
 * A little longer than the account as it now stands: using it moves its end, and the clock moves these after it before they are due
 * (`keeping.ts`). Nobody reads them but by way of their person.
 */
export const endsWith = ({ expiresAt = 0 }: Pick<Account, 'expiresAt'>) => ({
  with: expiresAt + longerThanPersonSeconds,
});

/** That an entry goes with these of its documents, or they without it: one that is gone already is no obstacle. */
export const withoutDocuments = (documentIds: readonly string[]): Record<string, Write> =>
  Object.fromEntries(
    documentIds.map((documentId) => [
      `document ${documentId}`,
      remove(
        TrainingDocumentRecord,
        keys.trainingDocument(documentId),
        any(absent, when(TrainingDocumentRecord).is('documentId', documentId)),
      ),
    ]),
  );

/** An entry as it was read, with its documents. */
const removals = (before: OwnRecord): Record<string, Write> => {
  const { personId, trainingRecordId, version, documentIds = [] } = before;
  const whereRead = when(TrainingRecordRecord);
  return {
    record: remove(
      TrainingRecordRecord,
      keys.trainingRecord(personId, trainingRecordId),
      all(present, whereRead.is('version', version), whereRead.asRead(before, 'documentIds')),
    ),
    ...withoutDocuments(documentIds),
    count: update(TrainingCountRecord, keys.trainingCount(personId), { add: { records: -1 } }),
  };
};

export function createOwnRecords({
  records,
  clock,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
}): OwnRecords {
  const commit = async (writes: Readonly<Record<string, Write>>, change: Carrying): Promise<Outcome> =>
    (await records.commit(writes, change)).done ? 'changed' : 'facts-changed';

  const countOf = (account: Account, work: Work) =>
    records.find(TrainingCountView, keys.trainingCount(account.personId), work);

  return {
    async find(account, trainingRecordId, work) {
      const found = await records.findEach(
        TrainingRecordView,
        idsOfPerson(account).map((personId) => keys.trainingRecord(personId, trainingRecordId)),
        work,
      );
      return found.find((each) => each !== undefined);
    },

    list: (account, page, work) =>
      records.listSeveral(
        TrainingRecordView,
        idsOfPerson(account).map(lists.trainingRecordsOf),
        { ...page, newestFirst: true },
        work,
      ),

    async mayAdd(account, work) {
      const { records: had } = (await countOf(account, work)) ?? { records: 0 };
      return had < mostOwnRecords;
    },

    async add(account, { trainingRecordId, ...details }, change) {
      const { personId } = account;
      const ends = endsWith(account);
      const key = keys.trainingCount(personId);
      const isFirst = (await countOf(account, change.work)) === undefined;
      return commit(
        {
          record: put(TrainingRecordRecord, keys.trainingRecord(personId, trainingRecordId), {
            ...details,
            trainingRecordId,
            personId,
            version: firstVersion,
            createdAt: clock().toISOString(),
            ends,
          }),
          count: isFirst
            ? put(TrainingCountRecord, key, { personId, records: 1, ends })
            : update(
                TrainingCountRecord,
                key,
                { add: { records: 1 }, ends },
                all(present, when(TrainingCountRecord).compare('records', '<', { value: mostOwnRecords })),
              ),
          // Nothing is kept for who is gone, or is known under another record by now.
          person: check(
            PersonRecord,
            keys.person(personId),
            all(present, when(PersonRecord).asRead(account, 'sub', 'mergedInto')),
          ),
        },
        change,
      );
    },

    change(before, { level, participatory, ...changes }, change) {
      const removed = (['level', 'participatory'] as const).filter(
        (field) => ({ level, participatory })[field] === null,
      );
      return commit(
        {
          record: revise(TrainingRecordRecord, keys.trainingRecord(before.personId, before.trainingRecordId), before, {
            set: { ...changes, level: level ?? undefined, participatory: participatory ?? undefined },
            ...(removed.length > 0 && { remove: removed }),
          }),
        },
        change,
      );
    },

    remove: (before, change) => commit(removals(before), change),
  };
}
