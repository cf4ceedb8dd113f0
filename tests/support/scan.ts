import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';

/** Everything in a table that fits one of the schemas, as it is stored, expired or not. */
export async function scanAll<S extends z.ZodType>(
  client: DynamoDBDocumentClient,
  tableName: string,
  schema: S,
): Promise<z.output<S>[]> {
  const items: z.output<S>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({ TableName: tableName, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    for (const item of page.Items ?? []) {
      const parsed = schema.safeParse(item);
      if (parsed.success) items.push(parsed.data);
    }
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}
