import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What DynamoDB was asked, and what it says that it cost. */
export interface Tally {
  readonly calls: number;
  readonly readUnits: number;
}

interface Capacity {
  readonly CapacityUnits?: number;
}

/** Counts what is asked by a client from now on; each look at what something cost begins anew. */
export function createTally(client: DynamoDBDocumentClient) {
  let calls = 0;
  let readUnits = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      calls += 1;
      Object.assign(args.input as object, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Capacity | Capacity[] };
      if (!/Write|Put|Update|Delete/.test(context.commandName ?? ''))
        for (const { CapacityUnits = 0 } of [ConsumedCapacity ?? []].flat()) readUnits += CapacityUnits;
      return result;
    },
    { step: 'initialize', name: 'tally', override: true },
  );
  return async (act: () => Promise<unknown>): Promise<Tally> => {
    [calls, readUnits] = [0, 0];
    await act();
    return { calls, readUnits };
  };
}
