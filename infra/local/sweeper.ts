import { DeleteItemCommand, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { DeployedTable } from './template/deployment.ts';
import type { Time } from './time.ts';
import { type Loop, startLoop } from './triggers/loop.ts';

export interface Sweeper extends Loop {
  /** Deletes what has expired, now. Answers how many items went. */
  sweep(): Promise<number>;
  /** Whether the item with these keys was deleted by the sweeper. */
  deleted(keys: unknown): boolean;
}

const sweepEveryMs = 60_000;

/** What DynamoDB's time-to-live does in its own time, since no engine does it: it deletes, and the stream says that the service did. */
export function startSweeper(client: DynamoDBClient, tables: readonly DeployedTable[], time: Time): Sweeper {
  const deleted = new Set<string>();
  const idOf = (keys: unknown): string =>
    JSON.stringify(Object.entries((keys ?? {}) as Record<string, unknown>).sort(([a], [b]) => (a < b ? -1 : 1)));

  async function sweepTable({ name, KeySchema, TimeToLiveSpecification }: DeployedTable): Promise<number> {
    if (!TimeToLiveSpecification?.Enabled) return 0;
    const names = { '#ttl': TimeToLiveSpecification.AttributeName };
    const values = { ':now': { N: String(Math.floor(time.now().getTime() / 1000)) } };
    let count = 0;
    let start: Record<string, never> | undefined;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: name,
          FilterExpression: '#ttl <= :now',
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      for (const item of page.Items ?? []) {
        const keys = Object.fromEntries(KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]));
        deleted.add(idOf(keys));
        await client.send(
          new DeleteItemCommand({
            TableName: name,
            Key: keys as never,
            ConditionExpression: '#ttl <= :now',
            ExpressionAttributeNames: names,
            ExpressionAttributeValues: values,
          }),
        );
        count += 1;
      }
      start = page.LastEvaluatedKey as Record<string, never> | undefined;
    } while (start);
    return count;
  }

  async function sweep(): Promise<number> {
    let count = 0;
    for (const table of tables) count += await sweepTable(table);
    return count;
  }

  let first = true;
  const loop = startLoop(async () => {
    if (!first) await sweep();
    first = false;
    return { waitMs: sweepEveryMs };
  });
  return { ...loop, sweep, deleted: (keys) => deleted.has(idOf(keys)) };
}
