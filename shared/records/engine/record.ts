import * as z from 'zod';
import type { RetentionRuleName } from '#privacy/retention.ts';
import { notPersonal } from '#privacy/stored-fields.ts';

/**
 * The rule by which records of a kind end, or those of which the record's state decides; `kept` for those that hold nothing
 * personal.
 */
export type Retention = RetentionRuleName | readonly RetentionRuleName[] | 'kept';

/**
 * From one version's shape to the next one's. Updates write field by field and leave `v` as it is, so it leaves alone what is in
 * the new shape already.
 */
export type Upgrade = (older: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

interface Kind {
  readonly type: string;
  /** The version that is written today. */
  readonly version: number;
  readonly upgrades: readonly Upgrade[];
}

/**
 * One kind of stored record: its shape, each field with a data class, and the rule by which it ends.
 *
 * @param upgrades - from version 1 to 2, from 2 to 3, …: older records are translated as they are read. Each raises `v` by one
 */
export function record<const Type extends string, Shape extends z.ZodRawShape>(
  type: Type,
  retention: Retention,
  shape: Shape,
  upgrades: readonly Upgrade[] = [],
) {
  const version = 1 + upgrades.length;
  const schema = z.object({
    ...notPersonal({
      type: z.literal(type),
      v: z.literal(version),
      pk: z.string(),
      sk: z.string(),
      gsi1pk: z.string().optional(),
      gsi1sk: z.string().optional(),
      gsi2pk: z.string().optional(),
      gsi2sk: z.string().optional(),
      owedpk: z.string().optional(),
      owedsk: z.string().optional(),
    }),
    ...(retention === 'kept' ? {} : notPersonal({ expiresAt: z.int() })),
    ...shape,
  }) as unknown as z.ZodObject<
    {
      type: z.ZodLiteral<Type>;
      v: z.ZodLiteral<number>;
      pk: z.ZodString;
      sk: z.ZodString;
      gsi1pk: z.ZodOptional<z.ZodString>;
      gsi1sk: z.ZodOptional<z.ZodString>;
      gsi2pk: z.ZodOptional<z.ZodString>;
      gsi2sk: z.ZodOptional<z.ZodString>;
      owedpk: z.ZodOptional<z.ZodString>;
      owedsk: z.ZodOptional<z.ZodString>;
      expiresAt: z.ZodOptional<z.ZodInt>;
    } & Shape
  >;
  retentionOf.set(schema, retention);
  kinds.set(schema, { type, version, upgrades });
  recordTypes.push(schema);
  return schema;
}

const storageFields = [
  'type',
  'v',
  'pk',
  'sk',
  'gsi1pk',
  'gsi1sk',
  'gsi2pk',
  'gsi2sk',
  'owedpk',
  'owedsk',
  'expiresAt',
] as const;
type StorageField = (typeof storageFields)[number];

/** What a record says, without how it is stored. */
export type FactsOf<S extends z.ZodObject> = Omit<z.output<S>, StorageField>;

/** What is left of a record that was read when how it is stored is taken away. */
export function factsOf<T extends object>(record: T): Omit<T, StorageField> {
  const facts = { ...record } as Record<string, unknown>;
  for (const field of storageFields) delete facts[field];
  return facts as Omit<T, StorageField>;
}

const kinds = new WeakMap<z.ZodObject, Kind>();
/** What kind of record a schema is of; nothing for a schema that no {@link record} made. */
export const kindOf = (schema: z.ZodObject): Kind | undefined => kinds.get(schema);

const retentionOf = new WeakMap<z.ZodObject, Retention>();
/** Every kind of record there is: what the tests of the data inventory go through. */
export const recordTypes: z.ZodObject[] = [];

export const retentionRuleOf = (schema: z.ZodObject): Retention | undefined => retentionOf.get(schema);
