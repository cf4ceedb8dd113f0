import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleFolder, bundleLambdas, lambdaBundle, lambdaEntries } from '../infra/bundle.ts';
import { readAssembly, synthesize } from '../infra/local/template/assembly.ts';
import { deploymentOf } from '../infra/local/template/deployment.ts';
import { root } from './hub.ts';
import { type Row, ratioOf } from './measure.ts';

/** By what shows in a bundle that it holds the client. */
const clients = {
  DynamoDBDocumentClient:
    "import { DynamoDBClient } from '@aws-sdk/client-dynamodb'; import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'; export const dynamoDb = DynamoDBDocumentClient.from(new DynamoDBClient({}));",
  SQSClient: "import { SQSClient } from '@aws-sdk/client-sqs'; export const sqs = new SQSClient({});",
  S3Client: "import { S3Client } from '@aws-sdk/client-s3'; export const s3 = new S3Client({});",
  SESClient: "import { SESClient } from '@aws-sdk/client-ses'; export const ses = new SESClient({});",
} as const;

/** What each function is given, as it was synthesized, by the function's name. */
async function environments(): Promise<ReadonlyMap<string, NodeJS.ProcessEnv>> {
  const { functions } = deploymentOf(readAssembly(await synthesize(root, () => undefined)), {
    account: '000000000000',
    region: 'eu-west-2',
    queueEndpoint: 'https://sqs.example',
  });
  const everywhere = {
    PATH: process.env.PATH,
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
  };
  return new Map(
    functions.map(({ environment }) => [environment.POWERTOOLS_SERVICE_NAME ?? '', { ...environment, ...everywhere }]),
  );
}

/** The SDK clients that a function's bundle holds, bundled in the same way, and nothing else. */
function floorFor(name: string): string {
  const bundle = readFileSync(join(bundleFolder(name), 'index.cjs'), 'utf8');
  const source = Object.entries(clients)
    .filter(([client]) => bundle.includes(client))
    .map(([, made]) => made)
    .join('\n');
  const folder = join(root, '.build', 'bench');
  mkdirSync(folder, { recursive: true });
  const entry = join(folder, `${name}.source.mjs`);
  const outfile = join(folder, `${name}.floor.cjs`);
  writeFileSync(entry, source);
  buildSync({ ...lambdaBundle, entryPoints: [entry], outfile });
  return outfile;
}

function loadInProcess(file: string, environment: NodeJS.ProcessEnv): void {
  const { status, stderr } = spawnSync(process.execPath, [file], { env: environment });
  const why = /^\w*Error: .*$/m.exec(String(stderr))?.[0];
  if (status !== 0) throw new Error(`${file} does not load: ${why}`);
}

/** A cold start, as far as it is ours: the whole process from nothing to loaded. */
export async function measureLoad(pairs: number): Promise<Row[]> {
  bundleLambdas();
  const given = await environments();
  const rows: Row[] = [];
  for (const { name } of lambdaEntries()) {
    const bundle = join(bundleFolder(name), 'index.cjs');
    const floor = floorFor(name);
    const environment = given.get(name) ?? {};
    const { ratio, costMs, floorMs } = await ratioOf(
      () => loadInProcess(bundle, environment),
      () => loadInProcess(floor, environment),
      pairs,
    );
    rows.push(
      {
        what: `load ${name}`,
        against: 'its SDK clients alone',
        value: ratio,
        atMost: 1.25,
        unit: '×',
        note: `${costMs.toFixed(0)} ms beside ${floorMs.toFixed(0)} ms`,
      },
      { what: `size of ${name}`, against: 'the limit', value: statSync(bundle).size / 1024, atMost: 450, unit: 'KB' },
    );
  }
  return rows;
}
