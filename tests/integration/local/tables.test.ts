import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningDynamoDb, startDynamoDb } from '../../../infra/local/engines/dynamodb.ts';
import type { DeployedTable } from '../../../infra/local/template/deployment.ts';
import { testedEngines } from '../../support/long.ts';

const table: DeployedTable = {
  name: 'things',
  arn: 'arn:aws:dynamodb:eu-west-2:000000000000:table/things',
  AttributeDefinitions: ['pk', 'other'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byOther',
      KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

describe.each(testedEngines)('a table that an earlier run left, on %s', (engine) => {
  const stateDir = mkdtempSync(join(tmpdir(), 'hub-tables-'));
  let dynamoDb: RunningDynamoDb;
  beforeAll(async () => {
    mkdirSync(join(stateDir, 'logs'));
    dynamoDb = await startDynamoDb(engine, stateDir, 'eu-west-2');
    await dynamoDb.createTable(table);
  });
  afterAll(async () => {
    await dynamoDb.process.stop();
    rmSync(stateDir, { recursive: true, force: true });
  });

  it('is taken as it is while its template has not changed', async () => {
    await expect(dynamoDb.createTable(table)).resolves.toBeUndefined();
  });

  it.each<[string, Partial<DeployedTable>]>([
    ['no index', { GlobalSecondaryIndexes: [] }],
    [
      'an index of keys only',
      {
        GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map((index) => ({
          ...index,
          Projection: { ProjectionType: 'KEYS_ONLY' },
        })),
      },
    ],
    ['another key', { KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }] }],
    ['no stream', { StreamSpecification: undefined }],
  ])('is refused, with what to do, when its template has %s now', async (_, change) => {
    await expect(dynamoDb.createTable({ ...table, ...change })).rejects.toThrow('npm start -- --fresh');
  });
});
