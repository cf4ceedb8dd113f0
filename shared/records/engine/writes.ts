import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { versionAfter } from '#domain/numbers.ts';
import { emailAddress } from '#domain/people/person.ts';
import { isDataClass, type Values } from '#privacy/fields.ts';
import { inventory } from '#privacy/inventory.ts';
import { isSubjectRole } from '#privacy/subjects.ts';
import { type DataClassEntry, isSource } from '#privacy/vocabulary.ts';
import type { Key } from '../keys.ts';
import {
  absent,
  all,
  type Changes,
  type Condition,
  type ConditionOn,
  compile,
  present,
  versionIs,
  writtenUpTo,
} from './conditions.ts';
import { type Ends, type Kind, kindOf, type NewItem } from './record.ts';

/** One record's part of a change. Every write has a condition: none is blind. */
export type Write<S extends z.ZodObject = z.ZodObject> = {
  readonly schema: S;
  readonly key: Key;
  readonly when: Condition;
} & (
  | { readonly kind: 'put'; readonly item: Readonly<Record<string, unknown>>; readonly ends: Ends | undefined }
  | { readonly kind: 'update'; readonly changes: Changes; readonly ends: Ends | undefined }
  | { readonly kind: 'delete' }
  | { readonly kind: 'check' }
);

export type UpdateOf<S extends z.ZodObject> = Write<S> & { readonly kind: 'update' };

function kindOfStored(schema: z.ZodObject): Kind {
  const kind = kindOf(schema);
  if (!kind) throw new Error('Only records that record() declares are written');
  return kind;
}

/** Nobody but the engine says when a record ends: who could, could keep it for ever. */
function refuseExpiry(given: Readonly<Record<string, unknown>>): void {
  if (given.expiresAt !== undefined) throw new Error('The engine alone sets when a record ends: say `ends`');
}

/** A value that says its own class is of one that is known, and that ends as its record does: no longer, and no sooner. */
function refuseMisclassed({ type, ends, byValue }: Kind, written: Readonly<Record<string, unknown>>): void {
  const rules = ends === 'kept' ? [] : [ends.rule].flat();
  for (const field of byValue) {
    for (const [name, { dataClass, source, role, value }] of Object.entries((written[field] ?? {}) as Values)) {
      const entry: DataClassEntry | undefined = isDataClass(dataClass) ? inventory[dataClass] : undefined;
      if (!entry) throw new Error(`"${name}" of "${field}" is of no class that there is`);
      if (!isSource(source)) throw new Error(`"${name}" of "${field}" is from no source that there is`);
      if (role !== undefined && !isSubjectRole(role))
        throw new Error(`"${name}" of "${field}" names nobody in a role that there is`);
      if (role !== undefined && !emailAddress.safeParse(value).success)
        throw new Error(`"${name}" of "${field}" says whose the ${type} is, and is no address`);
      const retention = [entry.retention].flat();
      if (!rules.every((rule) => retention.includes(rule)))
        throw new Error(`"${name}" of "${field}" is of a class that does not end as a ${type} does`);
    }
  }
}

/** @param item - parsed by its schema before it is written, so that nothing undeclared is stored */
export function put<S extends z.ZodObject>(
  schema: S,
  key: Key,
  item: NewItem<S>,
  when: ConditionOn<S> = absent,
): Write<S> {
  const kind = kindOfStored(schema);
  const { ends, ...facts } = item as Readonly<Record<string, unknown>> & { readonly ends?: Ends };
  refuseExpiry(facts);
  const stored = schema.parse({ ...facts, ...key, type: kind.type, v: kind.version });
  refuseMisclassed(kind, stored);
  return { kind: 'put', schema, key, item: stored, ends, when };
}

/** What a change may set: when a record ends is the engine's to say, and its version is {@link revise}'s. */
type Fields<S extends z.ZodObject> = Exclude<keyof z.output<S> & string, 'expiresAt' | 'version'>;

/** Each field parsed by its schema before it is written: what is stored can be read again. */
function parsed(schema: z.ZodObject, set: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([field, value]) => [field, (schema.shape[field] as z.ZodType).parse(value)]));
}

/** The fields of those subjects to whom an item beside the record leads. */
const furtherSubjects = ({ subjects }: Kind): string[] => Object.keys(subjects).slice(1);

/**
 * What stands beside a record to point there ends with it, and is written anew where the record's end is moved: only who names the
 * subjects as they are can write it.
 */
function refuseForgotten(kind: Kind, set: Readonly<Record<string, unknown>>): void {
  const forgotten =
    furtherSubjects(kind).find((field) => !(field in set)) ?? kind.byValue.find((field) => set[field] === undefined);
  if (forgotten) throw new Error(`Who moves the end of a ${kind.type} says its "${forgotten}" again`);
}

const namesSomebody = (values: Values): boolean => Object.values(values).some(({ role }) => role !== undefined);

/** Whose a record is can become another's, and not nobody's: of that, what stands beside it would know nothing. */
function refuseOrphans(kind: Kind, { set = {}, remove: removed = [] }: Changes, ends: Ends | undefined): void {
  const { type, subjects, byValue } = kind;
  const orphaned = Object.keys(subjects).find((field) => removed.includes(field));
  if (orphaned) throw new Error(`The "${orphaned}" of a ${type} cannot be removed: it says whose that is`);
  const naming = byValue.filter((field) => namesSomebody((set[field] ?? {}) as Values));
  const endless = [...furtherSubjects(kind), ...naming].find((field) => set[field] !== undefined);
  if (endless && !ends) throw new Error(`Who changes the "${endless}" of a ${type} says when that ends`);
}

/** What is `undefined` among what is set is left as it is; `ends` where the record is to be kept longer, or shorter. */
interface ChangesOf<S extends z.ZodObject> {
  readonly set?: { readonly [F in Fields<S>]?: z.output<S>[F] | undefined };
  readonly add?: { readonly [F in Fields<S>]?: number };
  readonly remove?: readonly Fields<S>[];
  readonly ends?: Ends;
}

function updateOf<S extends z.ZodObject>(
  schema: S,
  key: Key,
  { ends, ...changes }: ChangesOf<S>,
  when: Condition,
): UpdateOf<S> {
  const kind = kindOfStored(schema);
  refuseExpiry(changes.set ?? {});
  if (ends) refuseForgotten(kind, changes.set ?? {});
  refuseOrphans(kind, changes as Changes, ends);
  const set = parsed(schema, changes.set);
  refuseMisclassed(kind, set);
  return {
    kind: 'update',
    schema,
    key,
    changes: { ...(changes as Changes), set },
    ends,
    when: all(when, writtenUpTo(kind.version)),
  };
}

/** @throws where the record says its version: what it says is changed by {@link revise}, and only its end may be moved without */
export function update<S extends z.ZodObject>(
  schema: S,
  key: Key,
  changes: ChangesOf<S>,
  when: ConditionOn<S> = present,
): UpdateOf<S> {
  const { type, isVersioned } = kindOfStored(schema);
  if (isVersioned && (changes.set ?? changes.add ?? changes.remove))
    throw new Error(`A ${type} says its version: it is changed by revise()`);
  return updateOf(schema, key, changes, when);
}

type Versioned = z.ZodObject<{ readonly version: z.ZodNumber }>;

/**
 * An update of a record that says its version: made only while that is the one that the change was based on, and one more with it.
 *
 * @param before - as it was read
 */
export function revise<S extends Versioned>(
  schema: S,
  key: Key,
  before: { readonly version: number },
  changes: ChangesOf<S>,
  when: ConditionOn<S> = present,
): UpdateOf<S> {
  const { type, isVersioned } = kindOfStored(schema);
  if (!isVersioned) throw new Error(`The version of a ${type} is not its own`);
  const revised = updateOf(schema, key, changes, all(present, when, versionIs(before.version)));
  return {
    ...revised,
    changes: { ...revised.changes, set: { ...revised.changes.set, version: versionAfter(before) } },
  };
}

/** A change of what is kept with a record and is no part of what it says: made while it is the version that was read, which it stays. */
export const annotate = <S extends Versioned>(
  schema: S,
  key: Key,
  before: { readonly version: number },
  changes: ChangesOf<S>,
  when: ConditionOn<S> = present,
): UpdateOf<S> => updateOf(schema, key, changes, all(present, when, versionIs(before.version)));

/** Named so because `delete` is a word of the language. */
export const remove = <S extends z.ZodObject>(schema: S, key: Key, when: ConditionOn<S> = present): Write<S> => ({
  kind: 'delete',
  schema,
  key,
  when,
});

/** Changes nothing itself: the other writes of the change rest on this. */
export const check = <S extends z.ZodObject>(schema: S, key: Key, when: ConditionOn<S> = present): Write<S> => ({
  kind: 'check',
  schema,
  key,
  when,
});

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export type Stored = Readonly<Record<string, unknown>>;

/** @param added - what the engine stores with it */
export function toTransactItem(write: Write, tableName: string, now: Date, added: Stored): TransactItem {
  const shared = { TableName: tableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  switch (write.kind) {
    case 'put':
      return { Put: { ...shared, Item: { ...write.item, ...added }, ...compile(write.when, now) } };
    case 'update': {
      const changes = { ...write.changes, set: { ...write.changes.set, ...added } };
      const { UpdateExpression = '', ...condition } = compile(write.when, now, changes);
      return { Update: { ...shared, Key: { ...write.key }, UpdateExpression, ...condition } };
    }
    case 'check':
      return { ConditionCheck: { ...shared, Key: { ...write.key }, ...compile(write.when, now) } };
    case 'delete':
      return { Delete: { ...shared, Key: { ...write.key }, ...compile(write.when, now) } };
  }
}
