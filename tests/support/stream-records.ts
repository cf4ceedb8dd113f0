import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';

async function streamsBeside(client: DynamoDBClient): Promise<DynamoDBStreamsClient> {
  const { endpoint, region, credentials } = client.config;
  const { protocol, hostname, port } = (await endpoint?.()) ?? {};
  return new DynamoDBStreamsClient({ endpoint: `${protocol}//${hostname}:${port}`, region, credentials });
}

async function* shardsOf(client: DynamoDBStreamsClient, StreamArn: string): AsyncGenerator<string> {
  let after: string | undefined;
  do {
    const page = await client.send(
      new DescribeStreamCommand({ StreamArn, ...(after !== undefined && { ExclusiveStartShardId: after }) }),
    );
    for (const { ShardId } of page.StreamDescription?.Shards ?? []) if (ShardId !== undefined) yield ShardId;
    after = page.StreamDescription?.LastEvaluatedShardId;
  } while (after !== undefined);
}

/** All that a table's stream has left, each shard from its oldest record. */
export async function* streamRecords(table: DynamoDBClient, tableName: string): AsyncGenerator<StreamRecord> {
  const { Table } = await table.send(new DescribeTableCommand({ TableName: tableName }));
  const StreamArn = Table?.LatestStreamArn;
  if (StreamArn === undefined) throw new Error(`The table ${tableName} has no stream`);
  const client = await streamsBeside(table);
  for await (const ShardId of shardsOf(client, StreamArn)) {
    const start = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
    let iterator = (await client.send(start)).ShardIterator;
    while (iterator !== undefined) {
      const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
      yield* Records;
      // A shard that is open has no end.
      iterator = Records.length > 0 ? NextShardIterator : undefined;
    }
  }
}
