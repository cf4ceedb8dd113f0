import { join } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { benchFolder } from './deployed.ts';
import { written } from './processes.ts';

/**
 * How a floor is bundled: as functions were when it was drawn, written out here once more, so that nothing that makes our bundles
 * lighter afterwards makes the floor lighter, too. These parts of the SDK are reached by no function on Lambda.
 */
const frozen = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  external: [
    '@aws-sdk/credential-provider-ini',
    '@aws-sdk/credential-provider-sso',
    '@aws-sdk/credential-provider-process',
    '@aws-sdk/credential-provider-web-identity',
    '@aws-sdk/credential-provider-login',
  ],
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Each client of the SDK as a function makes it when it loads, and nothing else. */
const clients = {
  dynamodb:
    "import { DynamoDBClient } from '@aws-sdk/client-dynamodb'; import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'; export const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({}));",
  sqs: "import { SQSClient } from '@aws-sdk/client-sqs'; export const sqs = new SQSClient({});",
  s3: "import { S3Client } from '@aws-sdk/client-s3'; export const s3 = new S3Client({});",
  ses: "import { SESClient } from '@aws-sdk/client-ses'; export const ses = new SESClient({});",
  sesv2: "import { SESv2Client } from '@aws-sdk/client-sesv2'; export const sesv2 = new SESv2Client({});",
  cognito:
    "import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'; export const cognito = new CognitoIdentityProviderClient({});",
  lambda: "import { LambdaClient } from '@aws-sdk/client-lambda'; export const lambda = new LambdaClient({});",
  guardduty:
    "import { GuardDutyClient } from '@aws-sdk/client-guardduty'; export const guardduty = new GuardDutyClient({});",
} as const;
type Client = keyof typeof clients;

/**
 * The clients that a function has from the moment it loads, where they are others than the document client alone. By name rather
 * than by what its bundle holds: a function that does with a lighter one is still held against these.
 */
const clientsOf: Readonly<Record<string, readonly Client[]>> = {
  'audit-seal': ['dynamodb', 's3'],
  'bookings-follow-up': ['dynamodb', 'sqs'],
  'bookings-listing': ['dynamodb', 'sqs'],
  'bookings-tend': ['dynamodb', 'sqs'],
  'changes-relay': ['sqs'],
  'documents-admin': ['dynamodb', 's3'],
  'documents-check': ['dynamodb', 's3'],
  'documents-me': ['dynamodb', 's3'],
  'documents-public': ['dynamodb', 's3'],
  'documents-remove': ['s3', 'sqs'],
  'documents-tend': ['dynamodb', 's3', 'guardduty'],
  'emails-admin': ['dynamodb', 'sesv2'],
  'emails-deliver': ['dynamodb', 'ses', 'sqs'],
  'emails-deliver-certificate': ['dynamodb', 'ses', 'sqs'],
  'emails-requeue': ['dynamodb', 'sqs'],
  'people-admin': ['dynamodb', 'cognito'],
  'people-demographics': ['dynamodb', 'sqs'],
  'people-end-users': ['dynamodb', 'sqs', 'cognito'],
  'people-public': ['dynamodb', 'cognito'],
  'privacy-public': [],
  'website-pages': ['dynamodb', 'lambda'],
};

function build(name: string, entry: string): string {
  const outfile = join(benchFolder, `${name}.floor.cjs`);
  buildSync({ ...frozen, entryPoints: [entry], outfile });
  return outfile;
}

/** A bundle of the clients of a function alone. */
export function clientsFloor(name: string): string {
  const source = (clientsOf[name] ?? ['dynamodb']).map((client) => clients[client]).join('\n');
  return build(name, written(`${name}.source.mjs`, source));
}

/** What a bare handler may ask, by what it is named: the table alone, or KMS as well, as who writes does, or Lambda, as pages do. */
export type Bare = 'records-only' | 'with-mac' | 'with-invoke';

/** A bundle of a handler that does what it is told and nothing else. */
export function bareHandler(name: Bare): string {
  return build(`bare-${name}`, join(import.meta.dirname, 'bare', `${name}.ts`));
}

/** A bundle of a handler that asks the API as pages do, and makes no page. */
export function apiAlone(): string {
  return build('bare-api', join(import.meta.dirname, 'bare', 'api.ts'));
}
