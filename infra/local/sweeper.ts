import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import type { State } from './state.ts';
import type { DeployedTable } from './template/deployment.ts';
import type { Time } from './time.ts';
import { type Loop, startLoop } from './triggers/loop.ts';
import type { StreamRecord } from './triggers/stream-records.ts';

type Item = Readonly<Record<string, AttributeValue>>;

export interface Sweeper extends Loop {
  /** Deletes what has expired, now, and carries out the rules of buckets. Answers how many items went. */
  sweep(): Promise<number>;
  /** Whether a deletion in a table's stream was the sweeper's. */
  deleted(table: DeployedTable, record: StreamRecord): boolean;
}

const sweepEveryMs = 60_000;

/** With its time of expiry, so that a later item of the same key, deleted by a person, is another one. */
function idOf(
  { name, KeySchema, TimeToLiveSpecification }: DeployedTable,
  item: Readonly<Record<string, unknown>>,
): string {
  const attributes = [...KeySchema.map(({ AttributeName }) => AttributeName), TimeToLiveSpecification?.AttributeName];
  return JSON.stringify([name, ...attributes.map((attribute) => item[attribute ?? ''])]);
}

const keysOf = ({ KeySchema }: DeployedTable, item: Item): Record<string, AttributeValue> =>
  Object.fromEntries(
    KeySchema.flatMap(({ AttributeName }) => {
      const value = item[AttributeName];
      return value ? [[AttributeName, value] as const] : [];
    }),
  );

/**
 * What DynamoDB's time-to-live does in its own time, since no engine does it: it deletes, and the stream says that the service did.
 * What it deletes is noted first, and kept, for the stream may be read only after the platform was killed.
 */
export function startSweeper(deps: {
  readonly client: DynamoDBClient;
  readonly tables: readonly DeployedTable[];
  readonly time: Time;
  readonly state: State;
  /** What a bucket's rules end by themselves, as of now. */
  readonly endObjects: () => void;
}): Sweeper {
  const { client, tables, time, state } = deps;
  const note = state.database.prepare('INSERT OR IGNORE INTO swept_item (id) VALUES (?)');
  const noted = state.database.prepare('SELECT 1 FROM swept_item WHERE id = ?');

  async function sweepTable(table: DeployedTable): Promise<number> {
    const { name, TimeToLiveSpecification } = table;
    if (!TimeToLiveSpecification?.Enabled) return 0;
    const expired = {
      ExpressionAttributeNames: { '#ttl': TimeToLiveSpecification.AttributeName },
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(time.now().getTime() / 1000)) } },
    };
    let count = 0;
    let start: Record<string, AttributeValue> | undefined;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: name,
          FilterExpression: '#ttl <= :now',
          ...expired,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      for (const item of page.Items ?? []) {
        note.run(idOf(table, item));
        try {
          await client.send(
            new DeleteItemCommand({
              TableName: name,
              Key: keysOf(table, item),
              ConditionExpression: '#ttl <= :now',
              ...expired,
            }),
          );
          count += 1;
        } catch (error) {
          // It was given longer to live, or deleted, since it was found.
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        }
      }
      start = page.LastEvaluatedKey;
    } while (start);
    return count;
  }

  async function sweep(): Promise<number> {
    let count = 0;
    for (const table of tables) count += await sweepTable(table);
    deps.endObjects();
    return count;
  }

  let first = true;
  const loop = startLoop(async () => {
    if (!first) await sweep();
    first = false;
    return { waitMs: sweepEveryMs };
  });
  return {
    ...loop,
    sweep,
    deleted: (table, { dynamodb: { OldImage, Keys } }) =>
      noted.get(idOf(table, { ...OldImage, ...Keys })) !== undefined,
  };
}
