import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseEngine, type RunningDynamoDb, startDynamoDb } from '../../../infra/local/engines/dynamodb.ts';
import { createJsonClient } from '../../../infra/local/engines/json-client.ts';
import type { Invocation, Runtime } from '../../../infra/local/lambda/runtime.ts';
import { openState, type State } from '../../../infra/local/state.ts';
import { type Sweeper, startSweeper } from '../../../infra/local/sweeper.ts';
import type { DeployedTable } from '../../../infra/local/template/deployment.ts';
import { createTime, type Time } from '../../../infra/local/time.ts';
import { createStreamReader } from '../../../infra/local/triggers/stream-records.ts';
import { startStream } from '../../../infra/local/triggers/streams.ts';
import { until } from '../../support/platform.ts';

interface StreamEvent {
  readonly eventName: string;
  readonly dynamodb: { readonly Keys: { readonly pk: { readonly S: string } }; readonly SequenceNumber: string };
  readonly userIdentity?: { readonly type: string; readonly principalId: string };
}

const key = (prefix: string) => [
  { AttributeName: `${prefix}pk`, KeyType: 'HASH' as const },
  { AttributeName: `${prefix}sk`, KeyType: 'RANGE' as const },
];
const table: DeployedTable = {
  name: 'things',
  arn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/things',
  AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: key(''),
  GlobalSecondaryIndexes: [],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
};

describe('a function that a table’s stream feeds', () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'hub-stream-'));
  let dynamoDb: RunningDynamoDb;
  let state: State;
  let time: Time;
  let sweeper: Sweeper;
  let document: DynamoDBDocumentClient;

  beforeAll(async () => {
    mkdirSync(join(stateDir, 'logs'));
    dynamoDb = await startDynamoDb(chooseEngine(), stateDir, 'eu-west-2');
    await dynamoDb.createTable(table);
    state = openState(stateDir, false);
    time = createTime(state, new Date('2027-01-04T09:00:00Z'));
    sweeper = startSweeper({ client: dynamoDb.client, tables: [table], time, state, endObjects: () => undefined });
    document = DynamoDBDocumentClient.from(dynamoDb.client);
  });
  afterAll(async () => {
    await sweeper.stop();
    state.close();
    await dynamoDb.process.stop();
    rmSync(stateDir, { recursive: true, force: true });
  });

  const put = (pk: string, fields: Record<string, unknown> = {}) =>
    document.send(new PutCommand({ TableName: 'things', Item: { pk, sk: 'THING', ...fields } }));

  /** A function that answers as told, the last answer for ever, and what it was given. */
  async function feed(options: { pattern?: unknown; retries?: number; answers?: Invocation[] } = {}) {
    const { pattern, retries = -1, answers = [] } = options;
    const batches: StreamEvent[][] = [];
    const dead: unknown[] = [];
    const runtime: Pick<Runtime, 'invoke'> = {
      invoke: (event) => {
        batches.push((event as { Records: StreamEvent[] }).Records);
        return Promise.resolve(answers.shift() ?? { ok: true, payload: { batchItemFailures: [] } });
      },
    };
    const loop = startStream({
      stream: createStreamReader(
        createJsonClient(dynamoDb.endpoint, 'dynamodb', 'DynamoDBStreams_20120810'),
        await dynamoDb.streamArn('things'),
      ),
      mapping: {
        EventSourceArn: `${table.arn}/stream/local`,
        FunctionName: 'reader',
        BatchSize: 100,
        BisectBatchOnFunctionError: false,
        MaximumRetryAttempts: retries,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        FilterCriteria: { Filters: pattern === undefined ? [] : [{ Pattern: JSON.stringify(pattern) }] },
        DestinationConfig: { OnFailure: { Destination: 'dead' } },
      },
      runtime,
      state,
      deadLetter: (_queue, message) => {
        dead.push(message);
        return Promise.resolve();
      },
      deletedByTtl: (record) => sweeper.deleted(table, record),
    });
    const keys = () => batches.flat().map(({ dynamodb }) => dynamodb.Keys.pk.S);
    return { loop, batches, dead, keys };
  }

  const untilSeen = (keys: () => string[], wanted: string) =>
    until(
      async () => keys(),
      (seen) => seen.includes(wanted),
      5000,
      wanted,
    );

  it('is told of each change once and in order, and goes on where it was after a restart', async () => {
    const first = await feed();
    for (const name of ['a', 'b', 'c']) await put(name);
    await untilSeen(first.keys, 'c');
    await first.loop.stop();
    expect(first.keys()).toEqual(['a', 'b', 'c']);

    await put('while-nobody-read');
    const second = await feed();
    await untilSeen(second.keys, 'while-nobody-read');
    await second.loop.stop();
    expect(second.keys()).toEqual(['while-nobody-read']);
  });

  it('is told again from the first that it did not finish', async () => {
    const reader = await feed({ answers: [{ ok: false, errorType: 'Error', errorMessage: 'not now' }] });
    await put('again');
    await until(
      async () => reader.batches.length,
      (count) => count >= 2,
      5000,
      'a second try',
    );
    await reader.loop.stop();
    expect(reader.keys()).toEqual(['again', 'again']);
  });

  it('is not held up for ever: after its last retry a batch goes to the dead letters', async () => {
    const never: Invocation = { ok: false, errorType: 'Error', errorMessage: 'never' };
    const reader = await feed({ retries: 2, answers: [never, never, never] });
    await put('poison');
    await until(
      async () => reader.dead,
      (dead) => dead.length > 0,
      5000,
      'a dead letter',
    );
    await put('after');
    await untilSeen(reader.keys, 'after');
    await reader.loop.stop();
    expect(reader.dead).toMatchObject([
      { DDBStreamBatchInfo: { batchSize: 1 }, requestContext: { condition: 'RetryAttemptsExhausted' } },
    ]);
  });

  it('hears only of what its filter lets through', async () => {
    const reader = await feed({ pattern: { dynamodb: { NewImage: { kind: { S: ['wanted'] } } } } });
    await put('other', { kind: 'other' });
    await put('wanted', { kind: 'wanted' });
    await untilSeen(reader.keys, 'wanted');
    await reader.loop.stop();
    expect(reader.keys()).toEqual(['wanted']);
  });

  it('hears of what expired as DynamoDB would tell it: removed by the service itself', async () => {
    const reader = await feed({ pattern: { eventName: ['REMOVE'] } });
    const soon = Math.floor(time.now().getTime() / 1000) + 60;
    await put('expires', { expiresAt: soon });
    await put('stays', { expiresAt: soon + 3600 });
    expect(await sweeper.sweep()).toBe(0);
    time.moveTo(new Date((soon + 1) * 1000));
    expect(await sweeper.sweep()).toBe(1);
    await untilSeen(reader.keys, 'expires');
    await reader.loop.stop();
    expect(reader.batches.flat()).toMatchObject([
      { eventName: 'REMOVE', userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } },
    ]);
  });
});
