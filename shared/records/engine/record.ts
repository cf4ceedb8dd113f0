import * as z from 'zod';
import { type ClassifiedFields, classesIn, classesOf, isFree, type SchemasOf, schemasOf } from '#privacy/fields.ts';
import type { RetentionRuleName } from '#privacy/retention.ts';
import type { SubjectRole } from '#privacy/subjects.ts';
import { classify } from '#privacy/views.ts';
import type { OwnTable } from './tables.ts';

/**
 * From one version's shape to the next one's. Updates write field by field and leave `v` as it is, so it leaves alone what is in
 * the new shape already.
 */
export type Upgrade = (older: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/**
 * How records of a kind end: `kept` where they hold nothing personal; else by a rule, counted from an instant in a field of theirs,
 * or from one that whoever writes them gives. Of several rules the record's state decides. One that is `open` has no end before its field
 * says something: what it is counted from has not come to pass.
 */
export type EndsOf<Field extends string = string> =
  | 'kept'
  | { readonly rule: RetentionRuleName; readonly from: Field; readonly open?: true }
  | { readonly rule: RetentionRuleName | readonly RetentionRuleName[] };

/** What whoever writes a record says of its end; the engine counts. */
export type Ends =
  /** So long after an instant, ISO 8601 UTC, as the record's rule says. */
  | { readonly after: string }
  /** Where a record has several rules: by this one. */
  | { readonly after: string; readonly by: RetentionRuleName }
  /** With another record, in seconds since 1970. */
  | { readonly with: number };

export interface Kind {
  readonly type: string;
  /** The version that is written today. */
  readonly version: number;
  readonly upgrades: readonly Upgrade[];
  readonly ends: EndsOf;
  /** The fields of values that say their own class. */
  readonly byValue: readonly string[];
  /** What it says has a version, and is changed by `revise`. */
  readonly isVersioned: boolean;
  /** The fields that are somebody's address, and whose. */
  readonly subjects: Readonly<Record<string, SubjectRole>>;
  /** Its own, where it does not stand among all the others. */
  readonly table: OwnTable | undefined;
}

/** Told by types alone: who must say when a record ends. */
declare const ending: unique symbol;
interface Ending<E> {
  readonly [ending]?: E;
}

const storage = {
  pk: z.string(),
  sk: z.string(),
  gsi1pk: z.string().optional(),
  gsi1sk: z.string().optional(),
  gsi2pk: z.string().optional(),
  gsi2sk: z.string().optional(),
  owedpk: z.string().optional(),
  owedsk: z.string().optional(),
  expiresAt: z.int().optional(),
};
type Storage = typeof storage;

/** What the engine alone writes. */
const writtenByEngine = ['type', 'v', 'pk', 'sk', 'expiresAt', 'subjectpk', 'subjectsk'] as const;
type WrittenByEngine = (typeof writtenByEngine)[number];

const storageFields = ['type', 'v', ...(Object.keys(storage) as (keyof Storage)[])] as const;
type StorageField = (typeof storageFields)[number];

type RecordShape<Type extends string, Fields extends ClassifiedFields> = {
  type: z.ZodLiteral<Type>;
  v: z.ZodLiteral<number>;
} & Storage &
  SchemasOf<Fields>;

/** A record's schema, as stores use it. */
export type RecordSchema<Type extends string, Fields extends ClassifiedFields, E> = z.ZodObject<
  RecordShape<Type, Fields>
> &
  Ending<E extends 'kept' ? 'kept' : E extends { readonly from: string } ? 'own' : 'given'>;

/**
 * One kind of stored record: its fields, each with a class; whose it is; how it ends; and how older versions of it are read.
 *
 * @param subjects - the fields that are somebody's address, each with that person's role: the engine keeps the index by subject. A
 *   record that belongs to another is found by that one (`edges.ts` of its area)
 * @param table - where it stands in a table of its own, in which no index tells whose it is: it is found by what it belongs to
 * @param versioned - where its field `version` is one more with each change of what it says
 * @param upgrades - from version 1 to 2, from 2 to 3, …: older records are translated as they are read. Each raises `v` by one
 * @throws when the module loads, where the declaration contradicts itself
 */
export function record<
  const Type extends string,
  Fields extends ClassifiedFields,
  const E extends EndsOf<keyof Fields & string>,
>(
  type: Type,
  {
    fields,
    ends,
    subjects = {},
    versioned = false,
    upgrades = [],
    table,
  }: {
    readonly fields: Fields;
    readonly ends: E;
    readonly subjects?: { readonly [F in keyof Fields & string]?: SubjectRole };
    readonly versioned?: boolean;
    readonly upgrades?: readonly Upgrade[];
    readonly table?: OwnTable;
  },
): RecordSchema<Type, Fields, E> {
  const kind: Kind = {
    type,
    version: 1 + upgrades.length,
    upgrades,
    ends,
    byValue: Object.keys(fields).filter((name) => fields[name]?.fieldClass?.sort === 'by-value'),
    isVersioned: versioned,
    subjects: subjects as Kind['subjects'],
    table,
  };
  refuseContradictions(kind, fields);
  const schema = z.object({ type: z.literal(type), v: z.literal(kind.version), ...storage, ...schemasOf(fields) });
  classify(schema, classesOf(fields));
  kinds.set(schema, kind);
  recordTypes.push(schema);
  return schema as unknown as RecordSchema<Type, Fields, E>; // What spreading forgets: the fields by name.
}

/** @throws where something of somebody's is declared as nobody's, or would be kept for ever */
function refuseContradictions({ type, ends, subjects, byValue, table }: Kind, fields: ClassifiedFields): void {
  const classes = Object.entries(classesOf(fields)).flatMap(([name, fieldClass]) =>
    classesIn(fieldClass).map(({ sort }) => ({ name, sort })),
  );
  const technical = classes.find(({ sort }) => sort === 'technical');
  const personal = classes.find(({ sort }) => sort !== 'technical');
  if (technical && personal)
    throw new Error(
      `"${technical.name}" of ${type} cannot be technical: the record is about somebody, and "${personal.name}" says so`,
    );
  if (technical && Object.keys(subjects).length > 0)
    throw new Error(`"${technical.name}" of ${type} cannot be technical: the record has a subject`);
  const free = Object.entries(fields).find(
    ([, { schema, fieldClass }]) => isFree(schema) && classesIn(fieldClass).some(({ sort }) => sort === 'technical'),
  );
  if (free) throw new Error(`"${free[0]}" of ${type} may hold anything, so that it cannot be technical`);
  if (table && Object.keys(subjects).length + byValue.length > 0)
    throw new Error(`${type} stands in a table of its own, where no index tells whose it is`);
  const wrapped = byValue.find((name) => !isOfValues(fields[name]?.schema));
  if (wrapped) throw new Error(`"${wrapped}" of ${type} is no record of values, nor one that may be missing`);
  if (personal && ends === 'kept') throw new Error(`${type} is about somebody, and would be kept for ever`);
}

const isOfValues = (schema: z.ZodType | undefined): boolean =>
  schema instanceof z.ZodOptional ? isOfValues(schema.unwrap() as z.ZodType) : schema instanceof z.ZodRecord;

/** What a record says, without how it is stored. */
export type FactsOf<S extends z.ZodObject> = Omit<z.output<S>, StorageField>;

/** What whoever writes a record gives: what it says, its places in lists, and where the record itself does not say it, its end. */
export type NewItem<S extends z.ZodObject> = Omit<z.input<S>, WrittenByEngine> & {
  readonly expiresAt?: never;
} & (S extends Ending<infer E>
    ? [E] extends ['given']
      ? { readonly ends: Ends }
      : { readonly ends?: never }
    : unknown);

/** What is left of a record that was read when how it is stored is taken away. */
export function factsOf<T extends object>(record: T): Omit<T, StorageField> {
  const facts = { ...record } as Record<string, unknown>;
  for (const field of storageFields) delete facts[field];
  return facts as Omit<T, StorageField>;
}

/** Only these fields of something: what is written of it, where more of it is known. */
export const picked = <T extends object, const F extends keyof T>(of: T, fields: readonly F[]): Pick<T, F> =>
  Object.fromEntries(fields.filter((field) => field in of).map((field) => [field, of[field]])) as Pick<T, F>; // Named above.

const kinds = new WeakMap<z.ZodObject, Kind>();
/** What kind of record a schema is of; nothing for a schema that no {@link record} made. */
export const kindOf = (schema: z.ZodObject): Kind | undefined => kinds.get(schema);

/** Every kind of record there is: what the tests of the data inventory go through. */
export const recordTypes: z.ZodObject[] = [];
