import * as z from 'zod';
import type { RetentionRuleName } from '../privacy/retention.ts';
import { notPersonal } from '../privacy/stored-fields.ts';

/**
 * The rule by which records of a kind end, or those of which the record's state decides; `kept` for those that hold nothing
 * personal.
 */
export type Retention = RetentionRuleName | readonly RetentionRuleName[] | 'kept';

/**
 * One kind of stored record: its shape, each field with a data class, and the rule by which it ends.
 * `v` rises when the shape changes so that old records need translating.
 */
export function record<const Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  retention: Retention,
  shape: Shape,
) {
  const schema = z.object({
    ...notPersonal({
      type: z.literal(type),
      v: z.literal(1),
      pk: z.string(),
      sk: z.string(),
      gsi1pk: z.string().optional(),
      gsi1sk: z.string().optional(),
      gsi2pk: z.string().optional(),
      gsi2sk: z.string().optional(),
    }),
    ...(retention === 'kept' ? {} : notPersonal({ expiresAt: z.int() })),
    ...shape,
  }) as unknown as z.ZodObject<
    {
      type: z.ZodLiteral<Type>;
      v: z.ZodLiteral<1>;
      pk: z.ZodString;
      sk: z.ZodString;
      gsi1pk: z.ZodOptional<z.ZodString>;
      gsi1sk: z.ZodOptional<z.ZodString>;
      gsi2pk: z.ZodOptional<z.ZodString>;
      gsi2sk: z.ZodOptional<z.ZodString>;
      expiresAt: z.ZodOptional<z.ZodInt>;
    } & Shape
  >;
  retentionOf.set(schema, retention);
  recordTypes.push(schema);
  return schema;
}

const storageFields = ['type', 'v', 'pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk', 'expiresAt'] as const;
type StorageField = (typeof storageFields)[number];

/** What a record says, without how it is stored. */
export type FactsOf<S extends z.ZodObject> = Omit<z.output<S>, StorageField>;

/** What is left of a record that was read when how it is stored is taken away. */
export function factsOf<T extends object>(record: T): Omit<T, StorageField> {
  const facts = { ...record } as Record<string, unknown>;
  for (const field of storageFields) delete facts[field];
  return facts as Omit<T, StorageField>;
}

const retentionOf = new WeakMap<z.ZodObject, Retention>();
/** Every kind of record there is: what the tests of the data inventory go through. */
export const recordTypes: z.ZodObject[] = [];

export const retentionRuleOf = (schema: z.ZodObject): Retention | undefined => retentionOf.get(schema);
