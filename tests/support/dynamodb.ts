import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { chooseEngine, type DynamoDbEngine, hasJava, startDynamoDb } from '../../infra/local/engines/dynamodb.ts';
import { readAssembly, synthesize } from '../../infra/local/template/assembly.ts';
import { type Deployment, deploymentOf } from '../../infra/local/template/deployment.ts';

export const root = join(import.meta.dirname, '..', '..');

/** Every engine that this machine can run: the stores are tested on each. */
export const availableEngines: readonly DynamoDbEngine[] = [
  ...new Set<DynamoDbEngine>([chooseEngine(), ...(hasJava() ? (['dynamodb-local'] as const) : [])]),
];

const region = 'eu-west-2';

export const assemblyFolder = (): Promise<string> => synthesize(root, () => undefined);

/** What would be deployed, of the account that tests have. */
export const testDeployment = async (): Promise<Deployment> =>
  deploymentOf(readAssembly(await assemblyFolder()), {
    account: '000000000000',
    region,
    queueEndpoint: 'http://127.0.0.1',
  });

export interface RunningEngine {
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

/**
 * A real engine with the tables of the synthesized templates, under the names `records` and `audit`.
 *
 * @param options.stream - left out where very many records are written, since the engine slows down as a stream piles up
 */
export async function startEngine(
  engine: DynamoDbEngine = chooseEngine(),
  { stream = true }: { readonly stream?: boolean } = {},
): Promise<RunningEngine> {
  const stateDir = mkdtempSync(join(tmpdir(), 'hub-engine-'));
  mkdirSync(join(stateDir, 'logs'));
  const { tables } = await testDeployment();
  const { client, createTable, process } = await startDynamoDb(engine, stateDir, region);
  for (const { StreamSpecification, ...table } of tables) {
    const name = StreamSpecification ? 'records' : 'audit';
    await createTable({ ...table, name, ...(stream && StreamSpecification && { StreamSpecification }) });
  }
  return {
    client,
    async stop() {
      client.destroy();
      await process.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
