import { createHmac, type KeyObject } from 'node:crypto';
import type * as z from 'zod';
import { mailboxOf } from '#domain/people/mailbox.ts';
import type { Values } from '#privacy/fields.ts';
import { isSubjectRole, type SubjectRole } from '#privacy/subjects.ts';
import { type Key, lists } from '../keys.ts';
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

/** @param value - the name of the value that says whose the record is, where no field of its own does */
const pointerOf = (key: Key, { role, value }: Pick<Named, 'role' | 'value'>): Key => ({
  pk: key.pk,
  sk: [key.sk, 'SUBJECT', role, ...(value === undefined ? [] : [value])].join('#'),
});

/** The record that an item beside it points to; of any other item, its own key. */
export const pointedTo = ({ pk, sk }: Key): Key => ({ pk, sk: sk.replace(/#SUBJECT#.*$/s, '') });

/** Somebody whom a record names. */
interface Named {
  readonly role: SubjectRole;
  readonly address: string;
  /** Whether they are the one who stands in the index by the record itself. */
  readonly isFirst: boolean;
  readonly value?: string;
}

/** Whom fields of a record name: by those that its kind declares, in that order, and by values that say so themselves. */
function namedIn({ subjects, byValue }: Pick<Kind, 'subjects' | 'byValue'>, fields: Readonly<Record<string, unknown>>) {
  const declared = Object.entries(subjects).flatMap(([field, role], index): Named[] => {
    const address = fields[field];
    return address === undefined ? [] : [{ role, address: String(address), isFirst: index === 0 }];
  });
  const said = byValue.flatMap((field) =>
    Object.entries((fields[field] ?? {}) as Values).flatMap(([name, { role, value }]): Named[] =>
      role === undefined || !isSubjectRole(role)
        ? []
        : [{ role, address: String(value), isFirst: false, value: `${field}.${name}` }],
    ),
  );
  return [...declared, ...said];
}

/** Whether a record names somebody in a role: an index follows by a moment, and what stands beside a record may be of one before. */
export const names = (
  schema: z.ZodObject,
  record: Readonly<Record<string, unknown>>,
  mailbox: string,
  role: SubjectRole,
): boolean => {
  const kind = kindOf(schema);
  return (
    kind !== undefined &&
    namedIn(kind, record).some((named) => named.role === role && mailboxOf(named.address) === mailbox)
  );
};

function given(write: Write): Named[] {
  if (write.kind !== 'put' && write.kind !== 'update') return [];
  const kind = kindOf(write.schema);
  return kind ? namedIn(kind, write.kind === 'put' ? write.item : (write.changes.set ?? {})) : [];
}

/** Where the items beside a record would stand, for the further subjects that a write names. */
export const besideOf = (write: Write): Key[] =>
  write.kind === 'put'
    ? given(write)
        .filter(({ isFirst }) => !isFirst)
        .map((named) => pointerOf(write.key, named))
    : [];

/**
 * Where items may stand beside a record that is removed: they point to nothing then, and go with it. Those of values end when the record
 * would have ended: who removes it need not have read it, and whoever is asked about is not led to what names them no more.
 */
export const goneWith = (write: Write): Key[] =>
  write.kind === 'delete'
    ? Object.values(kindOf(write.schema)?.subjects ?? {})
        .slice(1)
        .map((role) => pointerOf(write.key, { role }))
    : [];

/** Whether a write says anything of whose its record is. */
export const namesSubjects = (write: Write): boolean => given(write).length > 0;

export function createSubjectIndex(subjectOf: SubjectOf): SubjectIndex {
  const place = (address: string, role: string, type: string) => ({
    subjectpk: lists.ofSubject(subjectOf(mailboxOf(address))).pk,
    subjectsk: `${role}#${type}`,
  });
  const typeOf = (write: Write): string => kindOf(write.schema)?.type ?? '';

  return {
    placeOf(write) {
      const first = given(write).find(({ isFirst }) => isFirst);
      return first ? place(first.address, first.role, typeOf(write)) : {};
    },
    pointersOf(write, ends) {
      return given(write)
        .filter(({ isFirst }) => !isFirst)
        .map((named) => ({
          ...SubjectRecord.parse({ ...pointerOf(write.key, named), type: 'subject', v: 1, role: named.role }),
          ...place(named.address, named.role, typeOf(write)),
          ...(ends !== undefined && { expiresAt: ends }),
        }));
    },
  };
}

/** What mailboxes are named under: the HMAC of a fixed label under a key that never leaves KMS, ready to be used or as its 32 bytes. */
export type SubjectsKey = KeyObject | Uint8Array;

export const subjectsUnder =
  (key: SubjectsKey): SubjectOf =>
  (mailbox) =>
    createHmac('sha256', key).update(mailbox).digest('hex');
