import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What DynamoDB was asked, and what it says that it cost. */
export interface Tally {
  calls: number;
  readUnits: number;
  writeUnits: number;
  /** Records that it answered. */
  records: number;
}

interface Capacity {
  readonly CapacityUnits?: number;
}

interface Answer {
  readonly ConsumedCapacity?: Capacity | Capacity[];
  readonly Count?: number;
  readonly Item?: unknown;
  readonly Responses?: Readonly<Record<string, readonly unknown[]>>;
}

const recordsIn = ({ Count = 0, Item, Responses = {} }: Answer): number =>
  Count + (Item === undefined ? 0 : 1) + Object.values(Responses).flat().length;

/** Counts every call of a client, and has the engine report what it consumes. */
export function countCalls(client: DynamoDBClient): Tally {
  const tally: Tally = { calls: 0, readUnits: 0, writeUnits: 0, records: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      tally.calls += 1;
      Object.assign(args.input as object, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      const answer = result.output as Answer;
      const isWrite = /Write|Put|Update|Delete/.test(context.commandName ?? '');
      tally.records += isWrite ? 0 : recordsIn(answer);
      for (const { CapacityUnits = 0 } of [answer.ConsumedCapacity ?? []].flat()) {
        if (isWrite) tally.writeUnits += CapacityUnits;
        else tally.readUnits += CapacityUnits;
      }
      return result;
    },
    { step: 'initialize' },
  );
  return tally;
}

/** What something asked of DynamoDB, where nothing else asks meanwhile. */
export async function spentBy(tally: Tally, act: () => Promise<unknown>): Promise<Readonly<Tally>> {
  const before = { ...tally };
  await act();
  return {
    calls: tally.calls - before.calls,
    readUnits: tally.readUnits - before.readUnits,
    writeUnits: tally.writeUnits - before.writeUnits,
    records: tally.records - before.records,
  };
}
