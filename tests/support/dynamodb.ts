import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { chooseEngine, type DynamoDbEngine, hasJava, startDynamoDb } from '../../infra/local/engines/dynamodb.ts';
import { refusals } from './acting-as.ts';
import { plainTableName, region, testDeployment } from './deployment.ts';
import { newStateFolder } from './state-folder.ts';

/** Every engine that this machine can run: the stores are tested on each. */
export const availableEngines: readonly DynamoDbEngine[] = [
  ...new Set<DynamoDbEngine>([chooseEngine(), ...(hasJava() ? (['dynamodb-local'] as const) : [])]),
];

export interface RunningEngine {
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

/** Which no engine here verifies, and to make each anew is a good part of what a call costs. */
const signer = {
  async sign(request) {
    request.headers['x-amz-date'] = '20270101T000000Z';
    request.headers.authorization = `AWS4-HMAC-SHA256 Credential=test/20270101/${region}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0`;
    return request;
  },
} satisfies DynamoDBClientConfig['signer'];

/**
 * A real engine with the tables of the synthesized templates, each under the name that it has in its stack: `records`.
 *
 * @param options.stream - left out where very many records are written, and nobody reads of it
 */
export async function startEngine(
  engine: DynamoDbEngine = chooseEngine(),
  { stream = true }: { readonly stream?: boolean } = {},
): Promise<RunningEngine> {
  const stateDir = newStateFolder('hub-engine');
  mkdirSync(join(stateDir, 'logs'));
  const { tables } = await testDeployment();
  const { client: signing, endpoint, createTable, process } = await startDynamoDb(engine, stateDir, region);
  for (const { StreamSpecification, ...table } of tables) {
    const name = plainTableName(table);
    await createTable({ ...table, name, ...(stream && StreamSpecification && { StreamSpecification }) });
  }
  const client = new DynamoDBClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    signer,
    maxAttempts: 1,
  });
  return {
    client,
    async stop() {
      signing.destroy();
      client.destroy();
      await process.stop();
      rmSync(stateDir, { recursive: true, force: true });
      if (refusals.length > 0) throw new Error(refusals.splice(0).join('\n'));
    },
  };
}
