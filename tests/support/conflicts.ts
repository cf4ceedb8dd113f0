import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';

type Part = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const keyOf = (part: Part): string => {
  const [of = {}] = Object.values(part) as { Key?: Record<string, unknown>; Item?: Record<string, unknown> }[];
  const { pk, sk } = of.Key ?? of.Item ?? {};
  return JSON.stringify([pk, sk]);
};

/**
 * Refuses as DynamoDB does, which the engine never does: a transaction that names an item of another that is still under way is
 * cancelled for a conflict, and one call in so many is throttled.
 *
 * @param options.holdMs - how long a transaction holds its items beside the time that the engine takes
 * @returns what was refused so far, how many transactions were not, and how to stop it
 */
export function injectConflicts(
  client: DynamoDBDocumentClient,
  { holdMs, throttleEvery }: { readonly holdMs: number; readonly throttleEvery: number },
) {
  const held = new Set<string>();
  const met = { conflicts: 0, throttled: 0, passed: 0, stop: () => client.middlewareStack.remove('conflicts') };
  let calls = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      calls += 1;
      if (calls % throttleEvery === 0) {
        met.throttled += 1;
        throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
      }
      const { TransactItems: parts } = args.input as TransactWriteCommandInput;
      if (!parts) return next(args);
      const keys = parts.map(keyOf);
      if (keys.some((key) => held.has(key))) {
        met.conflicts += 1;
        throw new TransactionCanceledException({
          message: 'cancelled',
          $metadata: {},
          CancellationReasons: keys.map((key) => ({ Code: held.has(key) ? 'TransactionConflict' : 'None' })),
        });
      }
      met.passed += 1;
      for (const key of keys) held.add(key);
      try {
        await sleep(holdMs);
        return await next(args);
      } finally {
        for (const key of keys) held.delete(key);
      }
    },
    { step: 'initialize', name: 'conflicts', override: true },
  );
  return met;
}
