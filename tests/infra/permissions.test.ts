import { beforeAll, describe, expect, it } from 'vitest';
import { readAssembly } from '../../infra/local/template/assembly.ts';
import { type DeployedFunction, deploymentOf } from '../../infra/local/template/deployment.ts';
import { assemblyFolder } from '../support/dynamodb.ts';

const records = 'dynamodb:table/south-east-london-dev-records-Records';
const audit = 'dynamodb:table/south-east-london-dev-records-Audit';
const recordsKey = 'kms:key of Records';
const auditKey = 'kms:key of Audit';
const documentsKey = 'kms:key of Documents';
const onlyThroughS3 = 'kms:ViaService=s3.eu-west-2.amazonaws.com';
const onlyThroughDynamoDb = 'kms:ViaService=dynamodb.eu-west-2.amazonaws.com';

/** Exactly what each function may do: its actions, on which resources, under which condition. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'bookings-public': [
    `dynamodb:GetItem,BatchGetItem,PutItem,UpdateItem,DeleteItem,ConditionCheckItem on ${records}`,
    `dynamodb:Query on ${records} + ${records}/index/gsi1`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'bookings-me': [
    `dynamodb:GetItem,BatchGetItem on ${records}`,
    `dynamodb:Query on ${records} + ${records}/index/gsi2`,
    `kms:Decrypt on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'bookings-admin': [
    `dynamodb:GetItem,BatchGetItem,PutItem,UpdateItem,DeleteItem,ConditionCheckItem on ${records}`,
    `dynamodb:Query on ${records} + ${records}/index/gsi1 + ${records}/index/gsi2`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
  ],
  'bookings-follow-up': [
    `dynamodb:GetItem,BatchGetItem,PutItem,UpdateItem,DeleteItem,ConditionCheckItem on ${records}`,
    `dynamodb:Query on ${records} + ${records}/index/gsi2`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    'sqs:ReceiveMessage,ChangeMessageVisibility,GetQueueUrl,DeleteMessage,GetQueueAttributes on FollowUps',
  ],
  'bookings-tend': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:BatchGetItem on ${records}`,
    `dynamodb:Query on ${records}/index/gsi1`,
    `kms:Decrypt on ${recordsKey} if ${onlyThroughDynamoDb}`,
    'sqs:SendMessage on FollowUps',
  ],
  'calendar-public': [
    `dynamodb:BatchGetItem on ${records}`,
    `dynamodb:Query on ${records}/index/gsi1`,
    `kms:Decrypt on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'documents-public': [
    `dynamodb:GetItem,BatchGetItem,PutItem,UpdateItem,DeleteItem on ${records}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    's3:PutObject on s3:documents/*',
    `kms:GenerateDataKey,Decrypt on ${documentsKey} if ${onlyThroughS3}`,
  ],
  'documents-admin': [
    `dynamodb:GetItem on ${records}`,
    `kms:Decrypt on ${recordsKey} if ${onlyThroughDynamoDb}`,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
    's3:GetObjectVersion on s3:documents/*',
    `kms:Decrypt on ${documentsKey} if ${onlyThroughS3}`,
  ],
  'documents-check': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:GetItem,PutItem,UpdateItem on ${records}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    's3:GetObjectVersion,DeleteObjectVersion on s3:documents/*',
    `kms:Decrypt on ${documentsKey} if ${onlyThroughS3}`,
  ],
  'documents-tend': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:GetItem,PutItem,UpdateItem on ${records}`,
    `dynamodb:Query on ${records}/index/gsi1`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    's3:GetObjectVersion,GetObjectVersionTagging,DeleteObjectVersion on s3:documents/*',
    's3:ListBucketVersions on s3: if s3:prefix=documents/*',
    `kms:Decrypt on ${documentsKey} if ${onlyThroughS3}`,
    'guardduty:SendObjectMalwareScan on *',
  ],
  'documents-remove': [
    's3:DeleteObject,DeleteObjectVersion on s3:documents/*',
    's3:ListBucketVersions on s3: if s3:prefix=documents/*',
    'sqs:ReceiveMessage,ChangeMessageVisibility,GetQueueUrl,DeleteMessage,GetQueueAttributes on DocumentRemovals',
  ],
  'emails-admin': [
    `dynamodb:GetItem,PutItem,DeleteItem on ${records}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
    'ses:DeleteSuppressedDestination on *',
  ],
  'audit-seal': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:Query on ${audit}/index/gsi2`,
    `kms:Decrypt on ${auditKey} if ${onlyThroughDynamoDb}`,
    's3:PutObject on s3:seals/audit-heads/*',
  ],
  'funding-public': [
    `dynamodb:GetItem,BatchGetItem,PutItem,UpdateItem,DeleteItem,ConditionCheckItem on ${records}`,
    `dynamodb:Query on ${records}/index/gsi1`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
  ],
  'funding-admin': [
    `dynamodb:GetItem,BatchGetItem,PutItem,UpdateItem on ${records}`,
    `dynamodb:Query on ${records} + ${records}/index/gsi1 + ${records}/index/gsi2`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
  ],
  'funding-tend': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:GetItem,BatchGetItem,PutItem,UpdateItem,ConditionCheckItem on ${records}`,
    `dynamodb:Query on ${records} + ${records}/index/gsi1`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    `dynamodb:PutItem on ${audit}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${auditKey} if ${onlyThroughDynamoDb}`,
  ],
  'funding-digest': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:PutItem on ${records}`,
    `dynamodb:Query on ${records}/index/gsi1 + ${records}/index/gsi2`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'changes-relay': [
    'sqs:SendMessage on Emails + EmailsWithDocuments + FollowUps + DocumentRemovals + DocumentDeadLetters',
    'sqs:SendMessage,GetQueueAttributes,GetQueueUrl on EventDeadLetters',
    'dynamodb:ListStreams on *',
    `kms:Decrypt on ${recordsKey} if ${onlyThroughDynamoDb}`,
    `dynamodb:DescribeStream,GetRecords,GetShardIterator on ${records}/stream/local`,
  ],
  'emails-deliver': [
    `dynamodb:GetItem,UpdateItem,PutItem,DeleteItem on ${records}`,
    `dynamodb:Query on ${records}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    'ses:SendRawEmail on ses:identity/dev.selwdh.co.uk + ses:configuration-set if ses:FromAddress=bookings@dev.selwdh.co.uk',
    'sqs:ReceiveMessage,ChangeMessageVisibility,GetQueueUrl,DeleteMessage,GetQueueAttributes on Emails',
  ],
  'emails-deliver-certificate': [
    `dynamodb:GetItem,UpdateItem,PutItem,DeleteItem on ${records}`,
    `dynamodb:Query on ${records}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    'ses:SendRawEmail on ses:identity/dev.selwdh.co.uk + ses:configuration-set if ses:FromAddress=bookings@dev.selwdh.co.uk',
    'sqs:ReceiveMessage,ChangeMessageVisibility,GetQueueUrl,DeleteMessage,GetQueueAttributes on EmailsWithDocuments',
  ],
  'emails-status': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:UpdateItem,PutItem on ${records}`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
  ],
  'emails-requeue': [
    'sqs:SendMessage on EventDeadLetters',
    `dynamodb:UpdateItem on ${records}`,
    `dynamodb:Query on ${records} + ${records}/index/owed`,
    `kms:Decrypt,Encrypt,GenerateDataKey on ${recordsKey} if ${onlyThroughDynamoDb}`,
    'sqs:SendMessage on Emails + EmailsWithDocuments',
  ],
};

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

/** An ARN without what every one here has, and without the hash that the CDK puts behind a name. */
function shortResource(arn: string): string {
  if (arn === '*') return '*';
  const [, , service, , , ...rest] = arn.split(':');
  const name = rest.join(':');
  if (service === 'sqs') return /-events-([A-Za-z]+?)(?=[0-9A-F]{8}(\.fifo)?$)/.exec(name)?.[1] ?? name;
  if (service === 's3')
    return `s3:${name.replace(/^[^/]*-documents-documents[0-9a-f]{8}\/?/, '').replace(/^[^/]*-records-seals[0-9a-f]{8}/, 'seals')}`;
  if (service === 'kms') return `kms:key of ${/-(?:records|documents)-([A-Za-z]+?)Key[0-9A-F]{8}/.exec(name)?.[1]}`;
  if (service === 'dynamodb') return `dynamodb:${name.replace(/(Records|Audit)[0-9A-F]{8}/, '$1')}`;
  return `${service}:${name.replace(/(configuration-set)\/.*/, '$1')}`;
}

function permissionsOf({ policies }: DeployedFunction): string[] {
  return policies
    .flatMap(({ Statement }) => Statement)
    .map((statement) => {
      const actions = list(statement.Action);
      const service = actions[0]?.split(':')[0];
      expect(statement.Effect).toBe('Allow');
      const conditions = Object.values((statement.Condition ?? {}) as Record<string, Record<string, string>>).flatMap(
        (keys) => Object.entries(keys).map(([key, value]) => `${key}=${value}`),
      );
      const resources = list(statement.Resource).map(shortResource).join(' + ');
      const names = actions.map((action) => action.slice(`${service}:`.length)).join(',');
      return `${service}:${names} on ${resources}${conditions.length > 0 ? ` if ${conditions.join(',')}` : ''}`;
    })
    .filter((permission) => !permission.startsWith('logs:'));
}

describe('what each function may do', () => {
  let functions: ReadonlyMap<string, DeployedFunction>;

  beforeAll(async () => {
    const naming = { account: '000000000000', region: 'eu-west-2', queueEndpoint: 'http://127.0.0.1' };
    const deployment = deploymentOf(readAssembly(await assemblyFolder()), naming);
    functions = new Map(deployment.functions.map((fn) => [fn.environment.POWERTOOLS_SERVICE_NAME ?? '', fn]));
  });

  it.each(Object.keys(expected))('%s', (name) => {
    const fn = functions.get(name);
    if (!fn) throw new Error(`There is no ${name}`);
    expect(permissionsOf(fn).sort()).toEqual([...(expected[name] ?? [])].sort());
  });

  it('is stated here for every function that there is', () => {
    expect([...functions.keys()].sort()).toEqual(Object.keys(expected).sort());
  });

  it('lets each function write its own log only', () => {
    for (const { policies, name } of functions.values()) {
      const logs = policies
        .flatMap(({ Statement }) => Statement)
        .filter(({ Action }) => list(Action)[0]?.startsWith('logs:'));
      expect(logs, name).toHaveLength(1);
      expect(list(logs[0]?.Resource), name).toHaveLength(1);
    }
  });

  it('holds no wildcard in any action', () => {
    for (const { policies } of functions.values()) {
      for (const statement of policies.flatMap(({ Statement }) => Statement)) {
        for (const action of list(statement.Action)) expect(action).not.toContain('*');
      }
    }
  });
});
