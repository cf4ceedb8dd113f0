import type * as z from 'zod';
import { NotReadableError } from '#platform/errors.ts';
import { hasExpired } from '#privacy/retention.ts';
import type { View } from '#privacy/views.ts';
import { createGate } from './purpose-gate.ts';
import { type ReadItem, readItem } from './read-item.ts';
import type { ReaderDeps } from './reading.ts';

type Item = Record<string, unknown>;

/** What stands in an item, for those who read it. */
export function createParsing({ clock, purposes, report }: Pick<ReaderDeps, 'clock' | 'purposes' | 'report'>) {
  const gate = createGate(purposes);

  function read<V extends View>(view: V, item: Item): ReadItem<V> {
    const found = readItem(view, item);
    if (!found.readable) report(found.unreadable);
    return found;
  }

  /** What somebody's decision rests on. @throws NotReadableError rather than taking what cannot be read for absent */
  function parse<V extends View>(view: V, item: Item): z.output<V> {
    const found = read(view, item);
    if (!found.readable) throw new NotReadableError(found.unreadable);
    return found.record;
  }

  const isLive = (item: Item | undefined): item is Item =>
    item !== undefined && !hasExpired(item as { expiresAt?: number }, clock());

  return {
    gate,
    read,
    parse,
    /** That what refused a change is something which this code can read at all. @throws NotReadableError */
    refuseUnreadable(record: z.ZodObject, item: Item | undefined): void {
      const found = isLive(item) ? readItem(record, item) : undefined;
      if (!found || found.readable) return;
      report(found.unreadable);
      throw new NotReadableError(found.unreadable);
    },
    parseLive: <V extends View>(view: V, item: Item | undefined): z.output<V> | undefined =>
      isLive(item) ? parse(view, item) : undefined,
    /** What is one among others: where it cannot be read, the others can. */
    skipUnreadable<V extends View>(view: V, item: Item | undefined): z.output<V> | undefined {
      const found = isLive(item) ? read(view, item) : undefined;
      return found?.readable ? found.record : undefined;
    },
  };
}
