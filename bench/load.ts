import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleFolder, bundleLambdas, lambdaBundle, lambdaEntries } from '../infra/bundle.ts';
import { root } from './hub.ts';
import { type Row, ratioOf } from './measure.ts';

const clients = {
  '@aws-sdk/client-dynamodb': 'new m.DynamoDBClient({})',
  '@aws-sdk/lib-dynamodb': 'm.DynamoDBDocumentClient',
  '@aws-sdk/client-sqs': 'new m.SQSClient({})',
  '@aws-sdk/client-ses': 'new m.SESClient({})',
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
  const used = Object.entries(clients).filter(([, expression]) =>
    bundle.includes(/(\w+Client)\b/.exec(expression)?.[1] ?? ''),
  );
  const source = used
    .map(([client, use]) => `{ const m = require('${client}'); module.exports['${client}'] = ${use}; }`)
    .join('\n');
  const folder = join(root, '.build', 'bench');
  mkdirSync(folder, { recursive: true });
  const entry = join(folder, `${name}.source.cjs`);
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
