import * as z from 'zod';
import { type DataClass, inventory } from './inventory.ts';
import type { Source } from './vocabulary.ts';

/**
 * What a stored field is to the people whom the record is about: `identity` says who somebody is, `about` what is so of somebody (a
 * status, a time, an amount of theirs). `technical` is for records that are about nobody.
 */
export type FieldClass =
  | { readonly sort: 'identity' | 'about'; readonly dataClass: DataClass; readonly sources: readonly Source[] }
  | { readonly sort: 'technical' }
  /** Each of its values says its own ({@link valued}). */
  | { readonly sort: 'by-value' }
  /** Each of its own fields has a class. */
  | { readonly sort: 'group'; readonly fields: Readonly<Record<string, FieldClass>> };

/** A field's schema and class. */
export interface Classified<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  readonly fieldClass: FieldClass;
}

export type ClassifiedFields = Readonly<Record<string, Classified>>;
type ClassifiedShape<Shape extends z.ZodRawShape> = { readonly [K in keyof Shape]: Classified<Shape[K] & z.ZodType> };
/** The schemas of classified fields. */
export type SchemasOf<Fields extends ClassifiedFields> = { [K in keyof Fields]: Fields[K]['schema'] };

const classified = <Shape extends z.ZodRawShape>(fieldClass: FieldClass, shape: Shape): ClassifiedShape<Shape> =>
  Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => [name, { schema, fieldClass }]),
  ) as unknown as ClassifiedShape<Shape>; // `Object.fromEntries` forgets which name has which type.

/** Where values of a class can come from. */
type SourceOf<C extends DataClass> = (typeof inventory)[C]['sources'][number];

/** @param from - needed where the class has several sources: those of these fields; where it has one, that is it */
const personal =
  (sort: 'identity' | 'about') =>
  <C extends DataClass, Shape extends z.ZodRawShape>(dataClass: C, shape: Shape, ...from: readonly SourceOf<C>[]) =>
    classified({ sort, dataClass, sources: from.length > 0 ? from : inventory[dataClass].sources }, shape);

/** Fields that say who somebody is: names, addresses, ids by which others know them. */
export const identity = personal('identity');

/** Fields that say what is so of somebody: what they booked, asked for, were given, and when. */
export const about = personal('about');

/** Fields of records that are about nobody: what is published, counts, what keeps the software going. */
export const technical = <Shape extends z.ZodRawShape>(shape: Shape) => classified({ sort: 'technical' }, shape);

export const schemasOf = <Fields extends ClassifiedFields>(fields: Fields): SchemasOf<Fields> =>
  // As above.
  Object.fromEntries(
    Object.entries(fields).map(([name, { schema }]) => [name, schema]),
  ) as unknown as SchemasOf<Fields>;

/** @throws where a field was given no class */
export const classesOf = (fields: ClassifiedFields): Readonly<Record<string, FieldClass>> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { fieldClass }]) => {
      if (fieldClass === undefined) throw new Error(`The field "${name}" has no class`);
      return [name, fieldClass];
    }),
  );

/** An object whose fields are of several classes. */
export const group = <Fields extends ClassifiedFields>(fields: Fields) => {
  const schema = z.object(schemasOf(fields) as unknown as z.ZodRawShape) as unknown as z.ZodObject<SchemasOf<Fields>>; // As above.
  const fieldClass = { sort: 'group', fields: classesOf(fields) } as const;
  if (classesIn(fieldClass).some(({ sort }) => sort === 'by-value'))
    throw new Error('Values that say their own class stand in a field of the record itself, where views look for them');
  return { schema, fieldClass };
};

/** A list of such objects. */
export const groups = <Fields extends ClassifiedFields>(fields: Fields) => {
  const { schema, fieldClass } = group(fields);
  return { schema: z.array(schema), fieldClass };
};

/** A group that may be missing. */
export const optional = <S extends z.ZodType>({ schema, fieldClass }: Classified<S>) => ({
  schema: schema.optional(),
  fieldClass,
});

const valueSchema = z.object({
  sort: z.enum(['identity', 'about']),
  // A later version of this software may know more of these than this one does: whoever writes says one that is known.
  dataClass: z.string(),
  source: z.string(),
  /** Where the value is somebody's address: in which way the record is theirs. */
  role: z.string().optional(),
  value: z.json(),
});

/** It stands in the key of what points to a record from beside it. */
const valueName = z
  .string()
  .regex(/^[\w.-]{1,60}$/, 'Enter a name of 60 letters, digits, hyphens, dots and underscores at most');

/**
 * Values of which each says what it is, whose and where it comes from, since no code knows beforehand: answers to a form that the hub has
 * defined, columns of an import. A view shows those that every one of its purposes may read; what is written is of known classes that
 * end as the record does.
 */
export const valued = () => ({ schema: z.record(valueName, valueSchema), fieldClass: { sort: 'by-value' } }) as const;

export type Values = Readonly<Record<string, z.output<typeof valueSchema>>>;

export const isDataClass = (name: string): name is DataClass => Object.hasOwn(inventory, name);

/** Every class in a field, those of its own fields among them. */
export const classesIn = (fieldClass: FieldClass): Exclude<FieldClass, { readonly sort: 'group' }>[] =>
  fieldClass.sort === 'group' ? Object.values(fieldClass.fields).flatMap(classesIn) : [fieldClass];

type Holder = { readonly _zod: { readonly def: Readonly<Record<string, unknown>> } };

/** Bytes: like a text, they say what their field is for, and are read by a schema of their own. */
export const bytes = z.instanceof(Uint8Array);

/** Whether anything at all may stand in a field, or in part of it: then nothing but its class says what that is. */
export function isFree(schema: z.ZodType): boolean {
  if (schema === bytes) return false;
  const { type, ...parts } = (schema as unknown as Holder)._zod.def; // zod's own description of a schema.
  if (type === 'unknown' || type === 'any' || type === 'custom') return true;
  // What is read only when it is needed may be anything until then.
  if (type === 'lazy') return true;
  const within = [
    ...['innerType', 'element', 'valueType', 'in', 'out', 'left', 'right', 'rest', 'catchall'].map(
      (name) => parts[name],
    ),
    ...((parts.options ?? []) as unknown[]),
    ...((parts.items ?? []) as unknown[]),
    ...Object.values((parts.shape ?? {}) as object),
  ];
  return within.some((part) => part !== undefined && part !== null && isFree(part as z.ZodType));
}
