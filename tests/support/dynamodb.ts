import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { chooseEngine, type DynamoDbEngine, hasJava, startDynamoDb } from '../../infra/local/engines/dynamodb.ts';
import { refusals } from './acting-as.ts';
import { plainTableName, region, testDeployment } from './deployment.ts';

/** Every engine that this machine can run: the stores are tested on each. */
export const availableEngines: readonly DynamoDbEngine[] = [
  ...new Set<DynamoDbEngine>([chooseEngine(), ...(hasJava() ? (['dynamodb-local'] as const) : [])]),
];

export interface RunningEngine {
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

/**
 * A real engine with the tables of the synthesized templates, each under the name that it has in its stack: `records`.
 *
 * @param options.stream - left out where very many records are written, and nobody reads of it
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
    const name = plainTableName(table);
    await createTable({ ...table, name, ...(stream && StreamSpecification && { StreamSpecification }) });
  }
  return {
    client,
    async stop() {
      client.destroy();
      await process.stop();
      rmSync(stateDir, { recursive: true, force: true });
      if (refusals.length > 0) throw new Error(refusals.splice(0).join('\n'));
    },
  };
}
