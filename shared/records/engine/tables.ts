import type * as z from 'zod';
import { recordOf } from '#privacy/views.ts';
import { kindOf } from './record.ts';

/** Where records of some kinds stand by themselves, encrypted under a key that hardly any function may use. */
export const ownTables = ['demographics'] as const;
export type OwnTable = (typeof ownTables)[number];

export interface Tables {
  /** Of all records whose kind names no other. */
  readonly tableName: string;
  /** Those that a function was given besides. */
  readonly besides?: { readonly [T in OwnTable]?: string | undefined };
}

/** @throws where a function reads or writes records of a table that it was not given */
export const createTableOf =
  ({ tableName, besides = {} }: Tables) =>
  (schema: z.ZodObject): string => {
    const own = kindOf(recordOf(schema))?.table;
    if (own === undefined) return tableName;
    const name = besides[own];
    if (name === undefined) throw new Error(`This function was given no table of ${own}`);
    return name;
  };
