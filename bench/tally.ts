import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What DynamoDB was asked, and what it says that it cost. */
export interface Tally {
  calls: number;
  readUnits: number;
  writeUnits: number;
}

interface Capacity {
  readonly CapacityUnits?: number;
}

/** Counts every call of a client, and has the engine report what it consumes. */
export function countCalls(client: DynamoDBClient): Tally {
  const tally: Tally = { calls: 0, readUnits: 0, writeUnits: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      tally.calls += 1;
      Object.assign(args.input as object, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Capacity | Capacity[] };
      const isWrite = /Write|Put|Update|Delete/.test(context.commandName ?? '');
      for (const { CapacityUnits = 0 } of [ConsumedCapacity ?? []].flat()) {
        if (isWrite) tally.writeUnits += CapacityUnits;
        else tally.readUnits += CapacityUnits;
      }
      return result;
    },
    { step: 'initialize' },
  );
  return tally;
}
