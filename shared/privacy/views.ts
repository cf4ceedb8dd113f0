import * as z from 'zod';
import { classesIn, type FieldClass, isDataClass, type Values } from './fields.ts';
import { type DataClass, inventory } from './inventory.ts';
import type { DataClassEntry, Purpose } from './vocabulary.ts';

declare const shown: unique symbol;
/**
 * The part of a record that may be read: what every reading asks for. A record itself is none, so that nothing is read whole by
 * chance. Its type says for which purposes, so that a store which reads it cannot be given to a function that has none of them.
 */
export type View<Shape extends z.ZodRawShape = z.ZodRawShape, For extends Purpose = never> = z.ZodObject<Shape> & {
  readonly [shown]: { readonly [P in For]: true };
};

/** What may be read for at least one of these purposes; what is about nobody always may. */
export type ViewFor<P extends Purpose> = View<z.ZodRawShape, Purpose> | (P extends P ? View<z.ZodRawShape, P> : never);

interface Showing {
  /** Reading for any of these is enough; none where what is read is about nobody. */
  readonly purposes: readonly Purpose[];
  readonly record: z.ZodObject | undefined;
}

const showings = new WeakMap<z.ZodObject, Showing>();
const classes = new WeakMap<z.ZodObject, Readonly<Record<string, FieldClass>>>();

/** Which an object of a certain shape is not to zod's types, since what it takes differs. */
const anyShape = <Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) => schema as unknown as z.ZodObject;

/** Keeps which class each field of a record has. */
export const classify = (record: z.ZodObject, fields: Readonly<Record<string, FieldClass>>): void => {
  classes.set(record, fields);
};

/** The class of each field of a record; none where it was never declared as one. */
export const fieldClassesOf = (record: z.ZodObject): Readonly<Record<string, FieldClass>> | undefined =>
  classes.get(record);

/** The whole record that a view shows a part of; of a record, itself. */
export const recordOf = (schema: z.ZodObject): z.ZodObject => showings.get(schema)?.record ?? schema;

/** For what a view is read; nothing where it is no view. */
export const purposesOf = (schema: z.ZodObject): readonly Purpose[] | undefined => showings.get(schema)?.purposes;

function showing<Shape extends z.ZodRawShape, For extends Purpose>(
  schema: z.ZodObject<Shape>,
  of: Showing,
): View<Shape, For> {
  showings.set(anyShape(schema), of);
  return schema as View<Shape, For>;
}

/** How a record is stored says nothing that its fields do not. */
const isStorage = (field: string): boolean => field === 'expiresAt' || field === 'pk' || field === 'sk';

const mayRead = (purpose: Purpose, dataClass: DataClass): boolean => {
  const entry: DataClassEntry = inventory[dataClass];
  return entry.purposes[purpose] !== undefined;
};

/** Of values that say their own class, those that every one of these purposes may read. */
const valuesFor = (purposes: readonly Purpose[], values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(
      ([, { dataClass }]) => isDataClass(dataClass) && purposes.every((purpose) => mayRead(purpose, dataClass)),
    ),
  );

const areKnown = (values: unknown): boolean =>
  Object.values((values ?? {}) as Values).every(({ dataClass }) => isDataClass(dataClass));

/**
 * The schema of a field of such values, which may be missing, as these purposes see it. Who answers somebody's rights answers with all
 * of them: a class that this version does not know cannot be read then, where others are shown nothing of it.
 */
const seenFor = (purposes: readonly Purpose[], schema: z.ZodType) =>
  (purposes.includes('answer-rights') ? schema.refine(areKnown, 'Of a class that is not known') : schema).transform(
    (values) => (values === undefined ? values : valuesFor(purposes, values as Values)),
  );

/** @throws where the inventory does not declare the purpose for a class in the field, or the field has none */
function refuseUndeclared(purpose: Purpose, field: string, fieldClass: FieldClass | undefined): void {
  if (fieldClass === undefined) throw new Error(`The stored field "${field}" has no data class`);
  for (const each of classesIn(fieldClass)) {
    if (each.sort === 'technical' || each.sort === 'by-value') continue;
    if (!mayRead(purpose, each.dataClass))
      throw new Error(`"${field}" is of the class "${each.dataClass}", which "${purpose}" may not read`);
  }
}

/**
 * The part of a stored record that a purpose may read. What is not picked here is dropped as it is read.
 *
 * @param purposes - one, or several where readers of different purposes need the very same
 * @throws when the module loads, where the inventory does not declare a purpose for a picked field's class
 */
export function view<
  Shape extends z.ZodRawShape,
  const Keys extends readonly (keyof Shape & string)[],
  const For extends Purpose,
>(purposes: For | readonly For[], record: z.ZodObject<Shape>, keys: Keys): View<Pick<Shape, Keys[number]>, For> {
  if ([purposes].flat().length === 0) throw new Error('A view is read for a purpose');
  const whole = anyShape(record);
  const declared = fieldClassesOf(whole);
  for (const purpose of [purposes].flat())
    for (const key of keys) if (!isStorage(key)) refuseUndeclared(purpose, key, declared?.[key]);
  const mask = Object.fromEntries(keys.map((key) => [key, true]));
  const filtered = keys.flatMap((key) =>
    declared?.[key]?.sort === 'by-value'
      ? [[key, seenFor([purposes].flat(), whole.shape[key] as z.ZodType)] as const]
      : [],
  );
  // zod's own type of a mask wants each key by name, and a filter changes no type.
  const plain = record.pick(mask as never);
  const picked = (filtered.length > 0 ? plain.extend(Object.fromEntries(filtered)) : plain) as unknown as z.ZodObject<
    Pick<Shape, Keys[number]>
  >;
  return showing(picked, { purposes: [purposes].flat(), record: whole });
}

/** All that a record says, and where it stands: for what is read for its subject's own sake. @throws as {@link view} */
export const wholly = <Shape extends z.ZodRawShape, For extends Purpose>(
  purpose: For,
  record: z.ZodObject<Shape>,
): View<Shape, For> =>
  // All of its fields are those of its shape, which no list of names can tell.
  view(purpose, anyShape(record), [
    'pk',
    'sk',
    'expiresAt',
    ...Object.keys(fieldClassesOf(anyShape(record)) ?? {}),
  ]) as unknown as View<Shape, For>;

/** All of a record that is about nobody, for whatever purpose. @throws when the module loads, where it is about somebody */
export function openly<Shape extends z.ZodRawShape>(record: z.ZodObject<Shape>): View<Shape, Purpose> {
  const whole = anyShape(record);
  const personal = Object.entries(fieldClassesOf(whole) ?? {}).find(([, fieldClass]) =>
    classesIn(fieldClass).some(({ sort }) => sort !== 'technical'),
  );
  if (personal || !fieldClassesOf(whole))
    throw new Error(`"${personal?.[0] ?? '?'}" may be about somebody: read a view of it, for a purpose`);
  return showing(z.object(record.shape), { purposes: [], record: whole });
}

type PlaceName = 'pk' | 'sk' | 'owedsk' | 'subjectsk';

/** Where records stand, and nothing of what they say: all that an index of keys holds. */
export const placesOnly = <const Names extends readonly PlaceName[]>(...names: Names) => {
  const shape = Object.fromEntries(names.map((name) => [name, z.string()])) as { [N in Names[number]]: z.ZodString };
  return showing<typeof shape, Purpose>(z.object(shape), { purposes: [], record: undefined });
};
