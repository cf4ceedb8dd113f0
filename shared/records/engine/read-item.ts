import type * as z from 'zod';
import { NotReadableError, type Unreadable } from '#platform/errors.ts';
import { recordOf } from '#privacy/views.ts';
import { kindOf } from './record.ts';

export type ReadItem<S extends z.ZodObject> =
  | { readonly readable: true; readonly record: z.output<S> }
  | { readonly readable: false; readonly unreadable: Unreadable };

type Item = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '?');

const unreadable = (item: Item, fields: readonly string[]) =>
  ({
    readable: false,
    unreadable: {
      recordType: text(item.type),
      key: `${text(item.pk)} ${text(item.sk)}`,
      fields: [...new Set(fields)].join(' '),
    },
  }) as const;

/**
 * A stored item as its schema, or a view of it, says: first whether it is of that kind at all, then brought up from an older
 * version, then parsed. What a newer version of this software wrote is not guessed at.
 */
export function readItem<S extends z.ZodObject>(schema: S, item: Item): ReadItem<S> {
  const kind = kindOf(recordOf(schema));
  if (kind && item.type !== kind.type) return unreadable(item, ['type']);
  const version = Number(item.v);
  if (kind && !(version >= 1 && version <= kind.version)) return unreadable(item, ['v']);
  const current = kind ? kind.upgrades.slice(version - 1).reduce((older, upgrade) => upgrade(older), item) : item;
  const parsed = schema.safeParse(kind ? { ...current, v: kind.version } : current);
  if (!parsed.success)
    return unreadable(
      item,
      parsed.error.issues.map(({ path }) => String(path[0] ?? '?')),
    );
  return { readable: true, record: parsed.data };
}

/**
 * The part of a stored item that a schema of its own asks for, whatever its version.
 *
 * @throws NotReadableError
 */
export function readPart<S extends z.ZodObject>(schema: S, item: Item): z.output<S> {
  const read = readItem(schema, item);
  if (!read.readable) throw new NotReadableError(read.unreadable);
  return read.record;
}
