import { setTimeout as sleep } from 'node:timers/promises';
import type { Runtime } from '../lambda/runtime.ts';
import type { State } from '../state.ts';
import type { Deployment } from '../template/deployment.ts';
import { failedOf } from './batch-failures.ts';
import type { Bell } from './bell.ts';
import type { DeadLetter } from './dead-letters.ts';
import { fits } from './event-pattern.ts';
import { type Loop, startLoop } from './loop.ts';
import type { StreamReader, StreamRecord } from './stream-records.ts';

type Mapping = Deployment['mappings'][number];

export interface StreamDeps {
  readonly stream: StreamReader;
  readonly mapping: Mapping;
  readonly runtime: Pick<Runtime, 'invoke'>;
  readonly state: State;
  readonly deadLetter: DeadLetter;
  /** Whether the sweeper deleted this item, as the service's TTL would have. */
  readonly deletedByTtl: (record: StreamRecord) => boolean;
  /** Rung at each write of a function. */
  readonly written?: Bell;
}

const longestWaitMs = 2000;
/** As often as Lambda looks; a write of a function is looked for at once. */
const betweenLooksMs = 250;
/** New shards come when one is full, which is told by the one that ends, and otherwise hardly ever. */
const shardsKnownMs = 5000;

function toEventRecord(record: StreamRecord, { mapping, deletedByTtl }: StreamDeps) {
  const { dynamodb, eventName, eventID } = record;
  const byTtl = eventName === 'REMOVE' && deletedByTtl(record);
  return {
    eventID,
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-west-2',
    eventSourceARN: mapping.EventSourceArn,
    dynamodb,
    ...(byTtl && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
  };
}

type EventRecord = ReturnType<typeof toEventRecord>;

const sequenceOf = ({ dynamodb }: EventRecord): string => dynamodb.SequenceNumber;

/** Where the next try begins: the first record that the function did not finish; none when all are done. */
function firstUndone(records: readonly EventRecord[], mapping: Mapping, payload: unknown): number | undefined {
  const failed = failedOf(mapping, payload);
  if (failed.size === 0) return undefined;
  const index = records.findIndex((record) => failed.has(sequenceOf(record)));
  return Math.max(0, index);
}

/** Past what cannot be done, which its mapping's dead letters tell of. */
const giveUp = ({ mapping, deadLetter }: StreamDeps, left: readonly EventRecord[], attempt: number): Promise<void> =>
  deadLetter(mapping.DestinationConfig?.OnFailure.Destination, {
    requestContext: {
      functionArn: mapping.FunctionName,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: attempt,
    },
    DDBStreamBatchInfo: {
      startSequenceNumber: left[0] && sequenceOf(left[0]),
      batchSize: left.length,
      streamArn: mapping.EventSourceArn,
    },
  });

/** Until the function has done them all, or they are given up. */
async function deliver(deps: StreamDeps, records: readonly EventRecord[], signal: AbortSignal): Promise<void> {
  const { mapping, runtime } = deps;
  let left = records;
  let attempt = 0;
  while (left.length > 0 && !signal.aborted) {
    const invocation = await runtime.invoke({ Records: left });
    if (invocation.ok) {
      const undone = firstUndone(left, mapping, invocation.payload);
      if (undone === undefined) return;
      if (undone > 0) attempt = 0;
      left = left.slice(undone);
    } else if (mapping.BisectBatchOnFunctionError && left.length > 1) {
      const half = Math.ceil(left.length / 2);
      await deliver(deps, left.slice(0, half), signal);
      await deliver(deps, left.slice(half), signal);
      return;
    }
    attempt += 1;
    if (mapping.MaximumRetryAttempts >= 0 && attempt > mapping.MaximumRetryAttempts) {
      await giveUp(deps, left, attempt);
      return;
    }
    await sleep(Math.min(longestWaitMs, 20 * 2 ** attempt), undefined, { signal }).catch(() => undefined);
  }
}

/** An event source mapping on a stream: in order, again on failure, and past what cannot be done only after the last retry. */
export function startStream(deps: StreamDeps): Loop {
  const { stream, mapping, state, written } = deps;
  const patterns = mapping.FilterCriteria.Filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown);
  const checkpoint = (shardId: string) => `stream/${mapping.FunctionName}/${shardId}`;
  const iterators = new Map<string, string>();
  const finished = new Set<string>();

  const batchSize = Math.min(1000, mapping.BatchSize);
  /** Answers whether there is more to be read at once: looked at for each record anew, batches would be of one. */
  async function readShard(shardId: string, signal: AbortSignal): Promise<boolean> {
    const iterator = iterators.get(shardId) ?? (await stream.iteratorAfter(shardId, state.get(checkpoint(shardId))));
    const { records, next } = await stream.read(iterator, batchSize);
    const last = records.at(-1)?.dynamodb.SequenceNumber;
    const wanted = records
      .map((record) => toEventRecord(record, deps))
      .filter((record) => patterns.length === 0 || patterns.some((pattern) => fits(pattern, record)));
    await deliver(deps, wanted, signal);
    if (signal.aborted) return false;
    if (last !== undefined) state.set(checkpoint(shardId), last);
    if (next === undefined) {
      finished.add(shardId);
      iterators.delete(shardId);
    } else iterators.set(shardId, next);
    return records.length === batchSize;
  }

  let known: { readonly shards: readonly string[]; readonly until: number } = { shards: [], until: 0 };
  /** Those that may have more; looked up anew after a while, or once one of them has ended. */
  async function openShards(): Promise<readonly string[]> {
    const open = known.shards.filter((shardId) => !finished.has(shardId));
    const isAsKnown = open.length > 0 && open.length === known.shards.length;
    if (isAsKnown && performance.now() < known.until) return open;
    const shards = (await stream.shards()).filter((shardId) => !finished.has(shardId));
    known = { shards, until: performance.now() + shardsKnownMs };
    return shards;
  }

  return startLoop(async (signal) => {
    let busy = false;
    for (const shardId of await openShards()) {
      try {
        busy = (await readShard(shardId, signal)) || busy;
      } catch (error) {
        iterators.delete(shardId);
        known = { shards: [], until: 0 };
        throw error;
      }
    }
    return { waitMs: busy ? 0 : betweenLooksMs };
  }, written);
}
