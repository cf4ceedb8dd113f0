import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { BenchHub } from './hub.ts';

type Item = Readonly<Record<string, unknown>>;

/** DynamoDB takes no more in one batch. */
const mostInBatch = 25;
const atOnce = 16;

/** Digits only are a ULID, too. */
export const benchId = (n: number): string => `01${String(n).padStart(24, '0')}`;

async function writeBatch({ client, tableName }: BenchHub, items: readonly Item[]): Promise<void> {
  let requests: unknown[] = items.map((Item) => ({ PutRequest: { Item } }));
  while (requests.length > 0) {
    const answer = await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests as never } }));
    requests = answer.UnprocessedItems?.[tableName] ?? [];
    if (requests.length > 0) await sleep(50);
  }
}

interface Batch {
  readonly items: readonly Item[];
  /** How many of what is filled in these come from. */
  readonly from: number;
}

function* batchesOf(count: number, itemsOf: (n: number) => readonly Item[]): Generator<Batch, void, undefined> {
  let [items, from]: [Item[], number] = [[], 0];
  for (let n = 0; n < count; n += 1) {
    const more = itemsOf(n);
    if (items.length + more.length > mostInBatch) {
      yield { items, from };
      [items, from] = [[], 0];
    }
    items.push(...more);
    from += 1;
  }
  if (from > 0) yield { items, from };
}

/**
 * Writes records past every rule, as fast as the engine takes them.
 *
 * @param progress - told how many are written, now and then
 */
export async function fill(
  hub: BenchHub,
  count: number,
  itemsOf: (n: number) => readonly Item[],
  progress: (written: number) => void = () => undefined,
): Promise<void> {
  let written = 0;
  // One for all writers, each of which takes the batch that is next.
  const batches = batchesOf(count, itemsOf);
  const writer = async () => {
    for (let next = batches.next(); !next.done; next = batches.next()) {
      await writeBatch(hub, next.value.items);
      written += next.value.from;
      progress(written);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, writer));
}
