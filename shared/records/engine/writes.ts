import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { Key } from '../keys.ts';
import { absent, all, type Changes, type Condition, compare, compile, present } from './conditions.ts';
import { kindOf } from './record.ts';

/** One record's part of a change. Every write has a condition: none is blind. */
export type Write<S extends z.ZodObject = z.ZodObject> = {
  readonly schema: S;
  readonly key: Key;
  readonly when: Condition;
} & (
  | { readonly kind: 'put'; readonly item: Readonly<Record<string, unknown>> }
  | { readonly kind: 'update'; readonly changes: Changes }
  | { readonly kind: 'delete' }
  | { readonly kind: 'check' }
);

export type UpdateOf<S extends z.ZodObject> = Write<S> & { readonly kind: 'update' };

/** @param item - parsed by its schema before it is written, so that nothing undeclared is stored */
export function put<S extends z.ZodObject>(
  schema: S,
  key: Key,
  item: Omit<z.input<S>, 'pk' | 'sk' | 'type' | 'v'>,
  when: Condition = absent,
): Write<S> {
  const { type, version } = kindOfStored(schema);
  return { kind: 'put', schema, key, item: schema.parse({ ...item, ...key, type, v: version }), when };
}

function kindOfStored(schema: z.ZodObject) {
  const kind = kindOf(schema);
  if (!kind) throw new Error('Only records that record() declares are written');
  return kind;
}

/** What a newer version of this software wrote is not changed by one that cannot read it. */
const known = (schema: z.ZodObject): Condition => compare('v', '<=', { value: kindOfStored(schema).version });

type Fields<S extends z.ZodObject> = keyof z.output<S> & string;

/** Each field parsed by its schema before it is written: what is stored can be read again. */
function parsed(schema: z.ZodObject, set: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([field, value]) => [field, (schema.shape[field] as z.ZodType).parse(value)]));
}

/** @param changes - what is `undefined` among what is set is left as it is */
export function update<S extends z.ZodObject>(
  schema: S,
  key: Key,
  changes: {
    readonly set?: { readonly [F in Fields<S>]?: z.output<S>[F] | undefined };
    readonly add?: { readonly [F in Fields<S>]?: number };
    readonly remove?: readonly Fields<S>[];
  },
  when: Condition = present,
): UpdateOf<S> {
  return {
    kind: 'update',
    schema,
    key,
    changes: { ...(changes as Changes), set: parsed(schema, changes.set) },
    when: all(when, known(schema)),
  };
}

/** Named so because `delete` is a word of the language. */
export const remove = <S extends z.ZodObject>(schema: S, key: Key, when: Condition = present): Write<S> => ({
  kind: 'delete',
  schema,
  key,
  when,
});

/** Changes nothing itself: the other writes of the change rest on this. */
export const check = <S extends z.ZodObject>(schema: S, key: Key, when: Condition = present): Write<S> => ({
  kind: 'check',
  schema,
  key,
  when,
});

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export function toTransactItem(write: Write, tableName: string, now: Date): TransactItem {
  const shared = { TableName: tableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  const expressions = compile(write.when, now, write.kind === 'update' ? write.changes : undefined);
  switch (write.kind) {
    case 'put':
      return { Put: { ...shared, Item: { ...write.item }, ...expressions } };
    case 'update': {
      const { UpdateExpression = '', ...condition } = expressions;
      return { Update: { ...shared, Key: { ...write.key }, UpdateExpression, ...condition } };
    }
    case 'check':
      return { ConditionCheck: { ...shared, Key: { ...write.key }, ...expressions } };
    case 'delete':
      return { Delete: { ...shared, Key: { ...write.key }, ...expressions } };
  }
}
