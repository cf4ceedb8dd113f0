import * as z from 'zod';
import { EngineRefusal, type JsonCall } from '../engines/json-client.ts';

type Item = Readonly<Record<string, unknown>>;

/** Handed on as it is: nobody here reads more of it than the filters do. */
const Item = z.custom<Item>((value) => typeof value === 'object' && value !== null);

const StreamRecord = z.looseObject({
  eventID: z.string(),
  eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  dynamodb: z.looseObject({
    SequenceNumber: z.string(),
    Keys: Item,
    NewImage: Item.optional(),
    OldImage: Item.optional(),
  }),
});
/** As DynamoDB Streams answers it, which is as Lambda hands it on. */
export type StreamRecord = z.output<typeof StreamRecord>;

const Page = z.object({ Records: z.array(StreamRecord).default([]), NextShardIterator: z.string().nullish() });
const Iterator = z.object({ ShardIterator: z.string() });
const Stream = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })).default([]) }),
});

/** Reads a table's stream, by the engine's own name for it. */
export function createStreamReader(call: JsonCall, streamArn: string) {
  const iteratorAt = async (shardId: string, start: object): Promise<string> => {
    const at = { StreamArn: streamArn, ShardId: shardId, ...start };
    return Iterator.parse(await call('GetShardIterator', at)).ShardIterator;
  };
  return {
    async shards(): Promise<readonly string[]> {
      const { StreamDescription } = Stream.parse(await call('DescribeStream', { StreamArn: streamArn }));
      return StreamDescription.Shards.map(({ ShardId }) => ShardId);
    },

    /** Where to read on: after what was read last, or from the oldest record that is left. */
    async iteratorAfter(shardId: string, sequenceNumber: string | undefined): Promise<string> {
      const oldest = () => iteratorAt(shardId, { ShardIteratorType: 'TRIM_HORIZON' });
      if (sequenceNumber === undefined) return oldest();
      try {
        const after = { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: sequenceNumber };
        return await iteratorAt(shardId, after);
      } catch (error) {
        if (!(error instanceof EngineRefusal && error.code === 'TrimmedDataAccessException')) throw error;
        return oldest();
      }
    },

    async read(iterator: string, limit: number) {
      const { Records, NextShardIterator } = Page.parse(
        await call('GetRecords', { ShardIterator: iterator, Limit: limit }),
      );
      return { records: Records, next: NextShardIterator ?? undefined };
    },
  };
}
export type StreamReader = ReturnType<typeof createStreamReader>;
