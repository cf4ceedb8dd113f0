import type * as z from 'zod';

/** A condition on one stored record, as data: compiled by {@link compile}, read like a sentence where it is used. */
export type Condition =
  | { readonly kind: 'absent' }
  | { readonly kind: 'present' }
  | { readonly kind: 'compare'; readonly field: string; readonly operator: Operator; readonly to: Operand }
  | { readonly kind: 'missing'; readonly field: string }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] };

type Operator = '=' | '<>' | '<' | '<=' | '>' | '>=';
type Operand = { readonly value: unknown } | { readonly field: string };

/** Not there, or expired and only not yet deleted. */
export const absent: Condition = { kind: 'absent' };
/** There, and not expired. */
export const present: Condition = { kind: 'present' };
export const all = (...of: Condition[]): Condition => ({ kind: 'all', of });
export const any = (...of: Condition[]): Condition => ({ kind: 'any', of });
/** The record has no such field. */
const missing = (field: string): Condition => ({ kind: 'missing', field });
const is = (field: string, value: unknown): Condition => compare(field, '=', { value });
const compare = (field: string, operator: Operator, to: Operand): Condition => ({
  kind: 'compare',
  field,
  operator,
  to,
});

/** It would end earlier. @param ends - seconds since 1970 */
export const endsBefore = (ends: number): Condition => compare('expiresAt', '<', { value: ends });
/** What a newer version of this software wrote is not changed by one that cannot read it. */
export const writtenUpTo = (version: number): Condition => compare('v', '<=', { value: version });

/** Nobody has changed it since it was read. */
export const versionIs = (version: number): Condition => is('version', version);

declare const of: unique symbol;
/** A condition on records of one kind. What is so of any record, such as that it is there, fits each. */
export type ConditionOn<S extends z.ZodObject> = Condition & { readonly [of]?: (record: S) => void };

/** Conditions on the fields of one kind of record: a misspelt one, or a value that the field never has, does not compile. */
export function when<S extends z.ZodObject>(_record: S) {
  type Facts = z.output<S>;
  type Field = keyof Facts & string;
  return {
    is: <F extends Field>(field: F, value: Facts[F]): ConditionOn<S> => is(field, value),
    compare: <F extends Field>(
      field: F,
      operator: Operator,
      to: { readonly value: Facts[F] } | { readonly field: Field },
    ): ConditionOn<S> => compare(field, operator, to),
    /** The record has no such field. */
    missing: (field: Field): ConditionOn<S> => missing(field),
    /** These fields say what they said as they were read, those that were not there are not there. */
    asRead: <const F extends Field>(
      read: { readonly [Each in F]?: Facts[Each] | undefined },
      ...fields: readonly F[]
    ): ConditionOn<S> =>
      all(...fields.map((field) => (read[field] === undefined ? missing(field) : is(field, read[field])))),
  };
}

export interface Changes {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly add?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
}

/** Collects the placeholders that one request's expressions share. */
function createPlaceholders() {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  return {
    names,
    values,
    name(field: string): string {
      names[`#${field}`] = field;
      return `#${field}`;
    },
    value(value: unknown): string {
      const placeholder = `:v${Object.keys(values).length}`;
      values[placeholder] = value;
      return placeholder;
    },
  };
}

type Placeholders = ReturnType<typeof createPlaceholders>;

function conditionText(condition: Condition, place: Placeholders, now: Date): string {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  switch (condition.kind) {
    case 'absent':
      return `(attribute_not_exists(${place.name('pk')}) OR ${place.name('expiresAt')} <= ${place.value(nowSeconds)})`;
    case 'present':
      return `(attribute_exists(${place.name('pk')}) AND (attribute_not_exists(${place.name('expiresAt')}) OR ${place.name('expiresAt')} > ${place.value(nowSeconds)}))`;
    case 'missing':
      return `attribute_not_exists(${place.name(condition.field)})`;
    case 'compare': {
      const right = 'field' in condition.to ? place.name(condition.to.field) : place.value(condition.to.value);
      return `${place.name(condition.field)} ${condition.operator} ${right}`;
    }
    default:
      return `(${condition.of.map((part) => conditionText(part, place, now)).join(condition.kind === 'all' ? ' AND ' : ' OR ')})`;
  }
}

export interface Expressions {
  ConditionExpression: string;
  UpdateExpression?: string;
  ExpressionAttributeNames: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
}

/** @param now - decides what counts as expired, in conditions as in reads */
export function compile(condition: Condition, now: Date, changes?: Changes): Expressions {
  const place = createPlaceholders();
  const clauses: string[] = [];
  if (changes) {
    const sets = Object.entries(changes.set ?? {}).filter(([, value]) => value !== undefined);
    if (sets.length > 0) clauses.push(`SET ${sets.map(([f, v]) => `${place.name(f)} = ${place.value(v)}`).join(', ')}`);
    const adds = Object.entries(changes.add ?? {});
    if (adds.length > 0) clauses.push(`ADD ${adds.map(([f, v]) => `${place.name(f)} ${place.value(v)}`).join(', ')}`);
    if (changes.remove?.length) clauses.push(`REMOVE ${changes.remove.map((f) => place.name(f)).join(', ')}`);
  }
  const ConditionExpression = conditionText(condition, place, now);
  return {
    ConditionExpression,
    ...(clauses.length > 0 && { UpdateExpression: clauses.join(' ') }),
    ExpressionAttributeNames: place.names,
    ...(Object.keys(place.values).length > 0 && { ExpressionAttributeValues: place.values }),
  };
}
