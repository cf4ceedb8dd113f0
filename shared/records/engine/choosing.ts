import type * as z from 'zod';
import type { Work } from '#platform/work.ts';
import type { View } from '#privacy/views.ts';
import { type List, namesOf } from '../keys.ts';
import { encodeCursor } from './cursor.ts';
import { readItem } from './read-item.ts';
import type { ListOptions, Page, PageRequest, ReaderDeps, Reading } from './reading.ts';

type Item = Record<string, unknown>;

/** Entries of a list that are wanted, as they are stored and as a view shows them; and where the reading stopped, if it is not at the end. */
interface Chosen<T> {
  readonly chosen: readonly { readonly item: Item; readonly record: T }[];
  readonly last?: Item | undefined;
}

interface Deps extends Pick<ReaderDeps, 'report'> {
  readonly pageOf: (
    of: List,
    options: PageRequest & Reading,
    work: Work,
    most: number,
  ) => Promise<{ readonly items: Item[]; readonly last?: Item }>;
  /** So many entries are looked at with each query. */
  readonly wholePage: number;
  readonly mostQueries: number;
}

/** Whatever one query answers is looked at, and what cannot be read is told once: with the page on which it would have stood. */
export const createChoosing =
  ({ report, pageOf, wholePage, mostQueries }: Deps) =>
  async <V extends View>(
    view: V,
    of: List,
    options: ListOptions<z.output<V>>,
    work: Work,
  ): Promise<Chosen<z.output<V>>> => {
    const { limit, leftOut, only = (all) => all, inOneQuery = false } = options;
    const [mostSteps, step] = inOneQuery ? [1, mostQueries * wholePage] : [mostQueries, wholePage];
    const wanted: { item: Item; record: z.output<V> }[] = [];
    let { cursor } = options;
    let end: Item | undefined;
    for (let steps = 0; steps < mostSteps; steps += 1) {
      const { items, last } = await pageOf(of, { ...options, limit: step, cursor }, work, 1);
      const found = items.map((item) => ({ item, read: readItem(view, item) }));
      const chosen = new Set(await only(found.flatMap(({ read: each }) => (each.readable ? [each.record] : []))));
      for (const { item, read: each } of found) {
        if (!each.readable) {
          report(each.unreadable);
          leftOut?.();
        } else if (chosen.delete(each.record)) {
          wanted.push({ item, record: each.record });
          const hasMore = last !== undefined || chosen.size > 0;
          if (wanted.length === limit && hasMore) return { chosen: wanted, last: item };
        }
      }
      if (!last) return { chosen: wanted };
      end = last;
      cursor = encodeCursor(of, last);
    }
    return { chosen: wanted, last: end };
  };

/** What was chosen of several lists as one page. Its cursor is a place in their common order, which each list decides the rest of. */
export function inOneOrder<T>(
  of: List,
  found: readonly Chosen<T>[],
  { limit, newestFirst = false }: Pick<ListOptions<T>, 'limit' | 'newestFirst'>,
): Page<T> {
  const { sk } = namesOf(of);
  const compare = (one: Item, other: Item): number => {
    const [a, b] = [String(one[sk]), String(other[sk])];
    if (a === b) return 0;
    return a < b === newestFirst ? 1 : -1;
  };
  // Beyond where the reading of one list stopped, nobody knows yet what of it comes first.
  const [stop] = found.flatMap(({ last }): Item[] => (last ? [last] : [])).sort(compare);
  const known = found
    .flatMap(({ chosen }) => chosen)
    .sort((one, other) => compare(one.item, other.item))
    .filter(({ item }) => !stop || compare(item, stop) <= 0);
  const shown = known.slice(0, limit);
  const last = known.length > shown.length ? shown.at(-1)?.item : stop;
  return { items: shown.map(({ record }) => record), ...(last && { nextCursor: encodeCursor(of, last) }) };
}
