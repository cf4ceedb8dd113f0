import * as z from 'zod';
import { type DataClass, type DataClassEntry, inventory, type Purpose } from './inventory.ts';

/** Each stored field's data class, or that it says nothing about a person. */
const fieldClasses = z.registry<{ dataClass: DataClass | 'not-personal' }>();

function classify<Shape extends z.ZodRawShape>(dataClass: DataClass | 'not-personal', shape: Shape): Shape {
  // A schema may serve fields of several classes, so each field gets a copy of its own to register.
  const classified = Object.entries(shape).map(([name, field]) => {
    const own = (field as z.ZodType).clone();
    fieldClasses.add(own, { dataClass });
    return [name, own];
  });
  return Object.fromEntries(classified) as Shape;
}

/** Fields that hold personal data of one class of the inventory. */
export const personal = <Shape extends z.ZodRawShape>(dataClass: DataClass, shape: Shape): Shape =>
  classify(dataClass, shape);

/** Fields that say nothing about a person: ids of ours, times, counts, what is published. */
export const notPersonal = <Shape extends z.ZodRawShape>(shape: Shape): Shape => classify('not-personal', shape);

export const classOf = (field: z.ZodType): DataClass | 'not-personal' | undefined => fieldClasses.get(field)?.dataClass;

/**
 * The part of a stored record that a purpose may read. What is not picked here is dropped as it is read.
 *
 * @throws when the module loads, where the inventory does not declare the purpose for a picked field's class
 */
export function view<Shape extends z.ZodRawShape, const Keys extends readonly (keyof Shape & string)[]>(
  purpose: Purpose,
  record: z.ZodObject<Shape>,
  keys: Keys,
): z.ZodObject<Pick<Shape, Keys[number]>> {
  for (const key of keys) {
    const dataClass = classOf(record.shape[key] as unknown as z.ZodType);
    if (dataClass === undefined) throw new Error(`The stored field "${key}" has no data class`);
    if (dataClass === 'not-personal') continue;
    const entry: DataClassEntry = inventory[dataClass];
    if (!entry.purposes[purpose])
      throw new Error(`"${key}" is of the class "${dataClass}", which "${purpose}" may not read`);
  }
  const mask = Object.fromEntries(keys.map((key) => [key, true]));
  const picked = record.pick(mask as never) as unknown as z.ZodObject<Pick<Shape, Keys[number]>>;
  records.set(picked, record as unknown as z.ZodObject);
  return picked;
}

const records = new WeakMap<z.ZodObject, z.ZodObject>();
/** The whole record that a view shows a part of; of a record, itself. */
export const recordOf = (schema: z.ZodObject): z.ZodObject => records.get(schema) ?? schema;
