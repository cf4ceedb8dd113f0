import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { Work } from '#platform/work.ts';
import type { View } from '#privacy/views.ts';
import { type List, namesOf } from '../keys.ts';
import { createChoosing, inOneOrder } from './choosing.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { createParsing } from './parsing.ts';
import { persevere } from './persevere.ts';
import { queryOf } from './query.ts';
import type { ListOptions, Page, PageRequest, Range, Reader, ReaderDeps, Reading } from './reading.ts';

type Item = Record<string, unknown>;

/** As many as one BatchGetItem takes, since what is walked through, or looked at, is often looked up. */
const wholePage = 100;

/**
 * One page of a list takes no more queries than this, however few of the entries are wanted, and however many have expired and are not
 * yet deleted: its cursor leads on from there.
 */
const mostQueries = 4;

/** As many items as a page shows, and where the next one begins: one more is read than is shown, which tells whether there is one. */
function createPaging({ client, tableName, clock, jitter = Math.random }: ReaderDeps) {
  return async (
    of: List,
    options: PageRequest & Reading,
    work: Work,
    most = mostQueries,
  ): Promise<{ items: Item[]; last?: Item }> => {
    const { limit, cursor, from, to, newestFirst = false } = options;
    const query = queryOf({ tableName, now: clock() }, of, { from, to });
    if (!query) return { items: [] };
    const { sk } = namesOf(of);
    const first = query.ExpressionAttributeValues[':from'];
    let start: Item | undefined = cursor === undefined ? undefined : decodeCursor(of, cursor);
    // A page may end on an entry that has since passed `from`: the list then goes on from its present beginning.
    if (start && first !== undefined && String(start[sk] ?? '') < first) start = undefined;
    const items: Item[] = [];
    let queries = 0;
    do {
      const asked = {
        ...query,
        ScanIndexForward: !newestFirst,
        Limit: (queries === 0 ? limit : wholePage) + 1,
        ...(start && { ExclusiveStartKey: start }),
      };
      const answer = await persevere(work, jitter, () =>
        client.send(new QueryCommand(asked), { abortSignal: work.signal }),
      );
      items.push(...(answer.Items ?? []));
      start = answer.LastEvaluatedKey;
      queries += 1;
    } while (start && items.length <= limit && queries < most);
    const last = items.length > limit ? items[limit - 1] : start;
    return { items: items.slice(0, limit), ...(last && { last }) };
  };
}

/** Lists, page by page. */
export function createListing(deps: ReaderDeps): Pick<Reader, 'list' | 'listSeveral' | 'walk' | 'count'> {
  const { client, tableName, clock, report, jitter = Math.random } = deps;
  const { gate, read } = createParsing(deps);
  const pageOf = createPaging(deps);
  const choose = createChoosing({ report, pageOf, wholePage, mostQueries });

  async function list<V extends View>(
    view: V,
    of: List,
    options: ListOptions<z.output<V>>,
    work: Work,
  ): Promise<Page<z.output<V>>> {
    gate(view);
    return options.only ? listOnly(view, of, options, work) : listAll(view, of, options, work);
  }

  async function listOnly<V extends View>(view: V, of: List, options: ListOptions<z.output<V>>, work: Work) {
    const { chosen, last } = await choose(view, of, options, work);
    return { items: chosen.map(({ record }) => record), ...(last && { nextCursor: encodeCursor(of, last) }) };
  }

  async function listSeveral<V extends View>(
    view: V,
    several: readonly List[],
    options: ListOptions<z.output<V>>,
    work: Work,
  ): Promise<Page<z.output<V>>> {
    gate(view);
    const [first] = several;
    if (!first) return { items: [] };
    const found = await Promise.all(several.map((of) => choose(view, of, options, work)));
    return inOneOrder(first, found, options);
  }

  /** What cannot be read is left out of the page, and nothing stands in for it. */
  async function listAll<V extends View>(view: V, of: List, options: PageRequest & Reading, work: Work) {
    const { items, last } = await pageOf(of, options, work);
    const records = items.flatMap((item) => {
      // What is on the page was live when it was read, and stays on it.
      const found = read(view, item);
      if (!found.readable) options.leftOut?.();
      return found.readable ? [found.record] : [];
    });
    return { items: records, ...(last && { nextCursor: encodeCursor(of, last) }) };
  }

  async function count(of: List, range: Range, work: Work): Promise<number> {
    let counted = 0;
    let start: Item | undefined;
    do {
      const query = queryOf({ tableName, now: clock() }, of, range);
      if (!query) return 0;
      const asked = { ...query, Select: 'COUNT' as const, ...(start && { ExclusiveStartKey: start }) };
      const answer = await persevere(work, jitter, () =>
        client.send(new QueryCommand(asked), { abortSignal: work.signal }),
      );
      counted += answer.Count ?? 0;
      start = answer.LastEvaluatedKey;
    } while (start);
    return counted;
  }

  return {
    list,
    listSeveral,
    count,
    async *walk(view, from, options, work) {
      let cursor: string | undefined;
      do {
        const page = await list(view, from, { ...options, limit: wholePage, cursor }, work);
        if (page.items.length > 0) yield page.items;
        cursor = page.nextCursor;
      } while (cursor !== undefined);
    },
  };
}

/** For `only` of a list: of each entry by itself. */
export const onlyThose =
  <T>(isWanted: (entry: T) => boolean) =>
  <E extends T>(found: readonly E[]): readonly E[] =>
    found.filter(isWanted);

/**
 * Tells of each entry whether it is met for the first time: what moves to another place of a list, or of an index, while that is walked
 * through is met in both.
 */
export function eachOnce<T>(idOf: (entry: T) => string): (entry: T) => boolean {
  const met = new Set<string>();
  return (entry) => {
    const id = idOf(entry);
    const isFirst = !met.has(id);
    met.add(id);
    return isFirst;
  };
}

/** For a spreadsheet: as many as one query may well answer, since each takes its time on the way. */
const sheetPage = 1000;

/** Every entry of a list, page by page as they are asked for: for a spreadsheet. */
export async function* everyPage<T>(
  read: (page: PageRequest) => Promise<Page<T>>,
): AsyncGenerator<readonly T[], void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await read({ limit: sheetPage, cursor });
    yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
