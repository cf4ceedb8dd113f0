import * as z from 'zod';

/** What a form says of a field: it stands once, with the field's schema. */
export interface FieldWords {
  readonly label: string;
  readonly hint?: string;
  /** What to do where it was left out. */
  readonly ask: string;
}

const Meta = z.object({ 'x-label': z.string(), 'x-hint': z.string().optional(), 'x-ask': z.string() });

type Wrapped = z.ZodOptional | z.ZodDefault | z.ZodNullable;
const isWrapped = (schema: z.ZodType): schema is Wrapped =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable;

function inside(schema: z.ZodType, name: string): z.ZodType {
  if (isWrapped(schema)) return inside(schema.unwrap() as z.ZodType, name);
  // Each of a list is as the others.
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  const found = schema instanceof z.ZodObject ? (schema.shape as Readonly<Record<string, z.ZodType>>)[name] : undefined;
  if (!found) throw new Error(`There is no field ${name}`);
  return found;
}

const metaOf = (schema: z.ZodType): object => ({
  ...(isWrapped(schema) && metaOf(schema.unwrap() as z.ZodType)),
  ...schema.meta(),
});

/** @param pointer - of the field in what is sent: `/person/name` */
export function wordsOf(schema: z.ZodType, pointer: string): FieldWords {
  const field = pointer.split('/').slice(1).reduce(inside, schema);
  const words = Meta.safeParse(metaOf(field));
  if (!words.success) throw new Error(`The schema of ${pointer} has no words for a form`);
  const { 'x-label': label, 'x-hint': hint, 'x-ask': ask } = words.data;
  return { label, ask, ...(hint !== undefined && { hint }) };
}
