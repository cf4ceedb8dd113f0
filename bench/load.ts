import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleFolder, bundleLambdas, lambdaBundle, lambdaEntries } from '../infra/bundle.ts';
import { root } from './hub.ts';
import { type Row, ratioOf } from './measure.ts';

/** By what shows in a bundle that it holds the client. */
const clients = {
  DynamoDBDocumentClient:
    "import { DynamoDBClient } from '@aws-sdk/client-dynamodb'; import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'; export const dynamoDb = DynamoDBDocumentClient.from(new DynamoDBClient({}));",
  SQSClient: "import { SQSClient } from '@aws-sdk/client-sqs'; export const sqs = new SQSClient({});",
  SESClient: "import { SESClient } from '@aws-sdk/client-ses'; export const ses = new SESClient({});",
} as const;

/** Enough for every function's environment to be read. */
const environment = {
  PATH: process.env.PATH,
  STAGE: 'dev',
  HUB: 'south-east-london',
  LOG_LEVEL: 'INFO',
  POWERTOOLS_SERVICE_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'bench',
  RECORDS_TABLE: 'records',
  AUDIT_TABLE: 'audit',
  ALLOWED_ORIGINS: 'https://www.hub.example',
  EMAILS_QUEUE_URL: 'https://sqs.example/1/emails.fifo',
  EMAIL_CONFIGURATION_SET: 'set',
  EMAIL_FROM: 'a@hub.example',
  SITE_URL: 'https://www.hub.example',
  AWS_REGION: 'eu-west-2',
  AWS_ACCESS_KEY_ID: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
};

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

function loadInProcess(file: string): void {
  const { status, stderr } = spawnSync(process.execPath, [file], { env: environment });
  if (status !== 0) throw new Error(`${file} does not load: ${stderr}`);
}

/** A cold start, as far as it is ours: the whole process from nothing to loaded. */
export async function measureLoad(pairs: number): Promise<Row[]> {
  bundleLambdas();
  const rows: Row[] = [];
  for (const { name } of lambdaEntries()) {
    const bundle = join(bundleFolder(name), 'index.cjs');
    const floor = floorFor(name);
    const { ratio, costMs, floorMs } = await ratioOf(
      () => loadInProcess(bundle),
      () => loadInProcess(floor),
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
