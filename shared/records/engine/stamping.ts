import type { RetentionDecisions } from '#hub/hub.ts';
import { endOfWrite } from './ending.ts';
import { createSubjectIndex, namesSubjects, type SubjectIndex, subjectsUnder } from './subjects.ts';
import { type Stored, type TransactItem, toTransactItem, type Write } from './writes.ts';

/** What the engine adds to what is written: when it ends, and whose it is. */
export interface Stamping {
  /** What a write comes to; first the record itself, then the items beside it by which it is found for its further subjects. */
  stamped(write: Write, now: Date): readonly [TransactItem, ...TransactItem[]];
}

/**
 * @param subjectsKey - asked for once a write says whose its record is: it takes a round trip in a process that is new
 */
export function createStamping({
  tableName,
  retention,
  subjectsKey,
}: {
  readonly tableName: string;
  readonly retention: RetentionDecisions;
  readonly subjectsKey: () => Promise<Uint8Array>;
}) {
  const stampingWith = (index: SubjectIndex | undefined): Stamping => ({
    stamped(write, now) {
      const end = endOfWrite(write, retention);
      const added: Stored = { ...end, ...index?.placeOf(write) };
      const pointers = index?.pointersOf(write, end.expiresAt) ?? [];
      return [
        toTransactItem(write, tableName, now, added),
        // Of one record and role there is one, which only writes of that record make.
        ...pointers.map((Item) => ({ Put: { TableName: tableName, Item } })),
      ];
    },
  });

  return async (writes: readonly Write[]): Promise<Stamping> =>
    stampingWith(writes.some(namesSubjects) ? createSubjectIndex(subjectsUnder(await subjectsKey())) : undefined);
}
