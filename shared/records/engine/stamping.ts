import type { RetentionDecisions } from '#hub/hub.ts';
import { endOfWrite } from './ending.ts';
import {
  createSubjectIndex,
  goneWith,
  namesSubjects,
  type SubjectIndex,
  type SubjectsKey,
  subjectsUnder,
} from './subjects.ts';
import { createTableOf, type Tables } from './tables.ts';
import { type Stored, type TransactItem, toTransactItem, type Write } from './writes.ts';

/** What the engine adds to what is written: when it ends, and whose it is. */
export interface Stamping {
  /** What a write comes to; first the record itself, then the items beside it by which it is found for its further subjects. */
  stamped(write: Write, now: Date): readonly [TransactItem, ...TransactItem[]];
}

/**
 * @param subjectsKey - asked for with the first change in a process, whatever it writes: who waits for it tells nothing of what is
 *   written. None where a function never writes whose a record is
 */
export function createStamping({
  retention,
  subjectsKey,
  ...tables
}: Tables & {
  readonly retention: RetentionDecisions;
  readonly subjectsKey: (() => Promise<SubjectsKey>) | undefined;
}) {
  const tableOf = createTableOf(tables);
  const stampingWith = (index: SubjectIndex | undefined): Stamping => ({
    stamped(write, now) {
      const end = endOfWrite(write, retention);
      const added: Stored = { ...end, ...index?.placeOf(write) };
      const TableName = tableOf(write.schema);
      const pointers = index?.pointersOf(write, end.expiresAt) ?? [];
      return [
        toTransactItem(write, TableName, now, added),
        // Of one record and role there is one, which only writes of that record make.
        ...pointers.map((Item) => ({ Put: { TableName, Item } })),
        ...goneWith(write).map((Key) => ({ Delete: { TableName, Key: { ...Key } } })),
      ];
    },
  });

  return async (writes: readonly Write[]): Promise<Stamping> => {
    if (subjectsKey) return stampingWith(createSubjectIndex(subjectsUnder(await subjectsKey())));
    if (writes.some(namesSubjects)) throw new Error('This function was given no key to name the subjects of records');
    return stampingWith(undefined);
  };
}
