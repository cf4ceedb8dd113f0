import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFifoConsumer, type Handled } from '#platform/fifo-consumer.ts';
import { createFifoQueue } from '#platform/fifo-queue.ts';
import { createJsonClient } from '../../../infra/local/engines/json-client.ts';
import { type RunningQueues, startQueues } from '../../../infra/local/engines/queues.ts';
import type { Runtime } from '../../../infra/local/lambda/runtime.ts';
import { openState, type State } from '../../../infra/local/state.ts';
import type { DeployedQueue } from '../../../infra/local/template/deployment.ts';
import { createTime, type Time } from '../../../infra/local/time.ts';
import { startQueue } from '../../../infra/local/triggers/queues.ts';
import { until } from '../../support/platform.ts';

const queue: DeployedQueue = {
  name: 'things.fifo',
  arn: 'arn:aws:sqs:eu-west-2:000000000000:things.fifo',
  url: 'http://127.0.0.1/000000000000/things.fifo',
  FifoQueue: true,
  // As long as a real one: nothing here may wait for it.
  VisibilityTimeout: 1800,
};

describe('a group of a FIFO queue', () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'hub-queue-'));
  let state: State;
  let time: Time;
  let queues: RunningQueues;
  let sqs: SQSClient;

  beforeAll(async () => {
    mkdirSync(join(stateDir, 'logs'));
    state = openState(stateDir, false);
    time = createTime(state, undefined);
    queues = await startQueues(stateDir, 'eu-west-2', [queue], time);
    sqs = new SQSClient({
      endpoint: queues.endpoint,
      region: 'eu-west-2',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
  });
  afterAll(async () => {
    sqs.destroy();
    await queues.stop();
    state.close();
    rmSync(stateDir, { recursive: true, force: true });
  });

  // The engine hands out one message of a group at a time; what a batch of several does is held by a unit test.
  it('waits as long as its first message is put off, and no longer for those behind it', async () => {
    const tried: string[] = [];
    const answers: Handled[] = [{ outcome: 'later', inSeconds: 2 }];
    const consume = createFifoConsumer({
      sqs,
      queueUrl: queue.url,
      log: { event: () => undefined, begin: () => undefined },
      counter: { count: () => undefined, flush: () => undefined },
      handle: async (body) => {
        tried.push(String(body));
        return answers.shift() ?? { outcome: 'done' };
      },
    });
    const runtime: Pick<Runtime, 'invoke'> = {
      invoke: async (event) => ({
        ok: true,
        payload: await consume(
          event as never,
          { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 } as never,
        ),
      }),
    };
    const send = createFifoQueue({ sqs, queueUrl: queue.url });
    await send(['first', 'second', 'third'].map((body) => ({ body, group: 'one', deduplicationId: body })));
    const loop = startQueue({
      call: createJsonClient(queues.endpoint, 'sqs', 'AmazonSQS'),
      queue,
      mapping: {
        EventSourceArn: queue.arn,
        FunctionName: 'consumer',
        BatchSize: 5,
        BisectBatchOnFunctionError: false,
        MaximumRetryAttempts: -1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        FilterCriteria: { Filters: [] },
      },
      runtime,
    });
    await until(
      () => Promise.resolve(tried.length),
      (length) => length === 4,
      15_000,
      'the whole group to be handled',
    );
    await loop.stop();
    expect(tried).toEqual(['first', 'first', 'second', 'third']);
  });
});
