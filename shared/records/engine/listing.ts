import type { Page, PageRequest } from './reading.ts';

type ReadPage<Item> = (page: PageRequest) => Promise<Page<Item>>;

/** One request looks at no more entries than this; the cursor leads on from there, even where few of them were wanted. */
const mostLookedAt = 400;

/** A page of those entries that are wanted: reads on past the others until the page is full or the list ends. */
export async function pageOf<Item>(
  read: ReadPage<Item>,
  isWanted: (item: Item) => boolean,
  { limit, cursor: from }: PageRequest,
): Promise<Page<Item>> {
  const items: Item[] = [];
  let cursor = from;
  let lookedAt = 0;
  do {
    const more = await read({ limit: limit - items.length, cursor });
    items.push(...more.items.filter(isWanted));
    lookedAt += more.items.length;
    cursor = more.nextCursor;
  } while (cursor !== undefined && items.length < limit && lookedAt < mostLookedAt);
  return { items, ...(cursor !== undefined && { nextCursor: cursor }) };
}

const pageOfWhole = 100;

/** Every entry of a list, for a spreadsheet. */
export async function wholeList<Item>(read: ReadPage<Item>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ limit: pageOfWhole, cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return items;
}
