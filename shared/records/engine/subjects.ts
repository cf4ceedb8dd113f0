import { createHmac } from 'node:crypto';
import { mailboxOf } from '#domain/people/mailbox.ts';
import type { Key } from '../keys.ts';
import { SubjectRecord } from './items.ts';
import { type Kind, kindOf } from './record.ts';
import type { Write } from './writes.ts';

/** Names a mailbox as the index by subject does: nobody who lacks the key can tell whether an address is in it. */
export type SubjectOf = (mailbox: string) => string;

/**
 * Whose a record is, in the index by subject: the first of its subjects stands on the record itself, since an item has one place in
 * an index; each further one in an item beside it, which points there.
 */
export interface SubjectIndex {
  /** What a write adds to its record; nothing where it says nothing of the first subject. */
  placeOf(write: Write): Readonly<Record<string, unknown>>;
  /** The items beside the record that point to it, for each further subject that the write names. @param ends - of the record */
  pointersOf(write: Write, ends: number | undefined): Readonly<Record<string, unknown>>[];
}

const pointerOf = (key: Key, role: string): Key => ({ pk: key.pk, sk: `${key.sk}#SUBJECT#${role}` });

/** The record that an item beside it points to; of any other item, its own key. */
export const pointedTo = ({ pk, sk }: Key): Key => ({ pk, sk: sk.replace(/#SUBJECT#[a-z]+$/, '') });

const partition = (subject: string): string => `SUBJECT#${subject}`;

/** Everything that stands in the index by subject for somebody. */
export const listOfSubject = (subject: string) => ({ index: 'subject', pk: partition(subject) }) as const;

/** The fields by which a write names subjects, in the order in which the kind declares them. */
function given(write: Write) {
  if (write.kind !== 'put' && write.kind !== 'update') return [];
  const fields = write.kind === 'put' ? write.item : (write.changes.set ?? {});
  const { subjects }: Pick<Kind, 'subjects'> = kindOf(write.schema) ?? { subjects: {} };
  return Object.entries(subjects).flatMap(([field, role], index) => {
    const address = fields[field];
    return address === undefined ? [] : [{ role, index, address: String(address) }];
  });
}

/** Where the items beside a record would stand, for the further subjects that a write names. */
export const besideOf = (write: Write): Key[] =>
  write.kind === 'put'
    ? given(write)
        .filter(({ index }) => index > 0)
        .map(({ role }) => pointerOf(write.key, role))
    : [];

/** Where items may stand beside a record that is removed: they point to nothing then, and go with it. */
export const goneWith = (write: Write): Key[] =>
  write.kind === 'delete'
    ? Object.values(kindOf(write.schema)?.subjects ?? {})
        .slice(1)
        .map((role) => pointerOf(write.key, role))
    : [];

/** Whether a write says anything of whose its record is. */
export const namesSubjects = (write: Write): boolean => given(write).length > 0;

export function createSubjectIndex(subjectOf: SubjectOf): SubjectIndex {
  const place = (address: string, role: string, type: string) => ({
    subjectpk: partition(subjectOf(mailboxOf(address))),
    subjectsk: `${role}#${type}`,
  });
  const typeOf = (write: Write): string => kindOf(write.schema)?.type ?? '';

  return {
    placeOf(write) {
      const first = given(write).find(({ index }) => index === 0);
      return first ? place(first.address, first.role, typeOf(write)) : {};
    },
    pointersOf(write, ends) {
      return given(write)
        .filter(({ index }) => index > 0)
        .map(({ role, address }) => ({
          ...SubjectRecord.parse({ ...pointerOf(write.key, role), type: 'subject', v: 1, role }),
          ...place(address, role, typeOf(write)),
          ...(ends !== undefined && { expiresAt: ends }),
        }));
    },
  };
}

/** @param key - of 32 bytes: the HMAC of a fixed label under a key that never leaves KMS */
export const subjectsUnder =
  (key: Uint8Array): SubjectOf =>
  (mailbox) =>
    createHmac('sha256', key).update(mailbox).digest('hex');
