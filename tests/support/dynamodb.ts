import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { inject } from 'vitest';
import { withoutLog } from '#platform/dynamodb-client.ts';
import {
  chooseEngine,
  type DynamoDbEngine,
  hasJava,
  startDynamoDb,
  usingDynamoDb,
} from '../../infra/local/engines/dynamodb.ts';
import { refusals } from './acting-as.ts';
import { plainTableName, region, testDeployment } from './deployment.ts';
import { newStateFolder } from './state-folder.ts';

/** Every engine that this machine can run. */
export const availableEngines: readonly DynamoDbEngine[] = [
  ...new Set<DynamoDbEngine>([chooseEngine(), ...(hasJava() ? (['dynamodb-local'] as const) : [])]),
];

export interface RunningEngine {
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

interface Reached {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** An engine of one's own; of DynamoDB Local, which takes seconds to start, the one that all tests share. */
async function reach(engine: DynamoDbEngine): Promise<Reached> {
  const shared = inject('dynamoDbLocal');
  if (engine === 'dynamodb-local' && shared !== undefined) {
    const response = await fetch(shared);
    const said = await response.text();
    if (!response.ok) throw new Error(said);
    return { endpoint: said, stop: async () => undefined };
  }
  const stateDir = newStateFolder('hub-engine');
  mkdirSync(join(stateDir, 'logs'));
  const { client, endpoint, process } = await startDynamoDb(engine, stateDir, region);
  client.destroy();
  return {
    endpoint,
    async stop() {
      await process.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** Which no engine here verifies, and to make each anew is a good part of what a call costs. Tables are those of its access key. */
const signerOf = (accessKeyId: string) =>
  ({
    async sign(request) {
      request.headers['x-amz-date'] = '20270101T000000Z';
      request.headers.authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20270101/${region}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0`;
      return request;
    },
  }) satisfies DynamoDBClientConfig['signer'];

/**
 * A real engine with the tables of the synthesized templates, each under the name that it has in its stack: `records`.
 *
 * @param options.stream - left out where very many records are written, and nobody reads of it
 */
export async function startEngine(
  engine: DynamoDbEngine = chooseEngine(),
  { stream = true }: { readonly stream?: boolean } = {},
): Promise<RunningEngine> {
  const { tables } = testDeployment();
  const { endpoint, stop } = await reach(engine);
  const accessKeyId = randomBytes(10).toString('hex');
  const client = withoutLog(
    new DynamoDBClient({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey: 'test' },
      signer: signerOf(accessKeyId),
      maxAttempts: 1,
    }),
  );
  const { createTable } = usingDynamoDb(client);
  for (const { StreamSpecification, ...table } of tables) {
    const name = plainTableName(table);
    await createTable({ ...table, name, ...(stream && StreamSpecification && { StreamSpecification }) });
  }
  return {
    client,
    async stop() {
      client.destroy();
      await stop();
      if (refusals.length > 0) throw new Error(refusals.splice(0).join('\n'));
    },
  };
}
