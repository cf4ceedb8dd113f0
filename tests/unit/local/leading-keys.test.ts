import { runSimulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, it } from 'vitest';
import { readCall } from '../../../infra/local/aws/actions.ts';
import { createLeadingKeys } from '../../../infra/local/aws/leading-keys.ts';
import { createPermissions } from '../../../infra/local/aws/permissions.ts';
import type { DeployedFunction } from '../../../infra/local/template/deployment.ts';

const naming = { account: '000000000000', region: 'eu-west-2', queueEndpoint: 'http://127.0.0.1:9' };
const schema = (prefix: string) => [
  { AttributeName: `${prefix}sk`, KeyType: 'RANGE' as const },
  { AttributeName: `${prefix}pk`, KeyType: 'HASH' as const },
];
const tableOf = (name: string) => ({
  name,
  KeySchema: schema(''),
  GlobalSecondaryIndexes: [{ IndexName: 'gsi1', KeySchema: schema('gsi1') }],
});
const leadingKeys = createLeadingKeys([tableOf('a'), tableOf('b')]);

/** What IAM is asked: the action, on which resource, with which partition keys. */
function asked(operation: string, body: unknown) {
  const target = { 'x-amz-target': `DynamoDB_20120810.${operation}` };
  const call = readCall('dynamodb', target, Buffer.from(JSON.stringify(body)), { naming, leadingKeys });
  return call?.actions.map(({ action, resource, context }) => [
    `${action.split(':')[1]} ${resource.split('table/')[1]}`,
    context,
  ]);
}

const keyOf = (pk: string) => ({ sk: { S: 'X' }, pk: { S: pk } });
const having = (...values: string[]) => ({ 'dynamodb:LeadingKeys': values });

describe('the partition keys of a call', () => {
  it.each(['GetItem', 'UpdateItem', 'DeleteItem'])('are that of the item that %s names', (operation) => {
    expect(asked(operation, { TableName: 'a', Key: keyOf('BOOKING#1') })).toEqual([
      [`${operation} a`, having('BOOKING#1')],
    ]);
  });

  it('are that of the item that is put', () => {
    expect(asked('PutItem', { TableName: 'a', Item: keyOf('BOOKING#1') })).toEqual([
      ['PutItem a', having('BOOKING#1')],
    ]);
  });

  it('are those of each part of a transaction by itself', () => {
    const TransactItems = [
      { Put: { TableName: 'a', Item: keyOf('BOOKING#1') } },
      { Update: { TableName: 'a', Key: keyOf('PLACES#1') } },
      { Delete: { TableName: 'b', Key: keyOf('LINE#1') } },
      { ConditionCheck: { TableName: 'a', Key: keyOf('PERSON#1') } },
    ];
    expect(asked('TransactWriteItems', { TransactItems })).toEqual([
      ['PutItem a', having('BOOKING#1')],
      ['UpdateItem a', having('PLACES#1')],
      ['DeleteItem b', having('LINE#1')],
      ['ConditionCheckItem a', having('PERSON#1')],
    ]);
    expect(asked('TransactGetItems', { TransactItems: [{ Get: { TableName: 'a', Key: keyOf('POT#1') } }] })).toEqual([
      ['GetItem a', having('POT#1')],
    ]);
  });

  it('are those of a batch together, for each of its tables', () => {
    const RequestItems = { a: { Keys: [keyOf('A#1'), keyOf('B#1'), keyOf('A#1')] }, b: { Keys: [keyOf('C#1')] } };
    expect(asked('BatchGetItem', { RequestItems })).toEqual([
      ['BatchGetItem a', having('A#1', 'B#1')],
      ['BatchGetItem b', having('C#1')],
    ]);
    const written = { a: [{ PutRequest: { Item: keyOf('A#1') } }, { DeleteRequest: { Key: keyOf('B#1') } }] };
    expect(asked('BatchWriteItem', { RequestItems: written })).toEqual([['BatchWriteItem a', having('A#1', 'B#1')]]);
  });

  it('are what a query asks for, of an index by that index’s own key', () => {
    const query = {
      TableName: 'a',
      KeyConditionExpression: '#sk = :sk AND #pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
      ExpressionAttributeValues: { ':pk': { S: 'LINE#1' }, ':sk': { S: 'LINE#2' } },
    };
    expect(asked('Query', query)).toEqual([['Query a', having('LINE#1')]]);
    const ofIndex = {
      TableName: 'a',
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :of and gsi1sk >= :from',
      ExpressionAttributeValues: { ':of': { S: 'POTS' }, ':from': { S: 'pk' } },
    };
    expect(asked('Query', ofIndex)).toEqual([['Query a/index/gsi1', having('POTS')]]);
  });

  it.each([
    ['a scan', 'Scan', { TableName: 'a' }],
    ['a query by another attribute', 'Query', { TableName: 'a', KeyConditionExpression: 'x = :x' }],
    [
      'a query of an index that is not there',
      'Query',
      { TableName: 'a', IndexName: 'x', KeyConditionExpression: 'pk = :x' },
    ],
    ['a table that is not there', 'GetItem', { TableName: 'x', Key: keyOf('A#1') }],
    ['a key that is no text', 'GetItem', { TableName: 'a', Key: { pk: { N: '1' } } }],
    ['a batch of nothing', 'BatchGetItem', { RequestItems: { a: { Keys: [] } } }],
    ['a batch that is understood in part', 'BatchGetItem', { RequestItems: { a: { Keys: [keyOf('A#1'), {}] } } }],
    ['a statement in a language of its own', 'ExecuteStatement', { Statement: 'SELECT * FROM a' }],
  ])('are not there at all for %s', (_what, operation, body) => {
    for (const [, context] of asked(operation, body) ?? []) expect(context).toEqual({});
  });
});

describe('a function that may touch some kinds of record', () => {
  const table = 'arn:aws:dynamodb:eu-west-2:000000000000:table/a';
  const touching = (...patterns: string[]) => ({
    Effect: 'Allow' as const,
    Action: ['dynamodb:BatchGetItem', 'dynamodb:Query'],
    Resource: [table, `${table}/index/gsi1`],
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
  const fnOf = (...statements: unknown[]) =>
    ({ name: 'fn', policies: [{ Version: '2012-10-17', Statement: statements }] }) as unknown as DeployedFunction;
  const fn = fnOf(touching('SESSION#*', 'PLACES#*', 'SESSIONS-ALL'));
  const permissions = createPermissions(naming);
  const may = (keys: readonly string[] | undefined, of = fn, resource = table) =>
    permissions.isAllowed(of, {
      action: 'dynamodb:BatchGetItem',
      resource,
      context: keys ? { 'dynamodb:LeadingKeys': keys } : {},
    });

  it('may touch those, together as well', async () => {
    expect(await may(['SESSION#1'])).toBe(true);
    expect(await may(['SESSION#1', 'PLACES#1', 'SESSION#2'])).toBe(true);
    expect(await may(['SESSIONS-ALL'], fn, `${table}/index/gsi1`)).toBe(true);
  });

  it.each([[['BOOKING#1']], [['SESSION#1', 'BOOKING#1']], [['SESSIONS-ALL#1']], [['SESSIONS']], [undefined]])(
    'may not touch %j',
    async (keys) => {
      expect(await may(keys)).toBe(false);
    },
  );

  it('may touch those whatever stands behind, a line’s end as well, and none is refused after it', async () => {
    const other = { ...fn, name: 'whatever' };
    for (const behind of ['\n', '1\r\n2', '\u2028', '*', '?', ''])
      expect(await may([`SESSION#${behind}`], other)).toBe(true);
    expect(await may(['SESSION#1'], other)).toBe(true);
    expect(await may(['BOOKING#\n'], other)).toBe(false);
  });

  it('may touch what is as long as a pattern of single characters says, and nothing else', async () => {
    const byReference = { ...fnOf(touching('?????-?????')), name: 'by-reference' };
    expect(await may(['ABC12-3DEF4'], byReference)).toBe(true);
    for (const other of ['ABC12-3DEF', 'ABC12-3DEF45', 'ABC123DEF45', 'SESSION#1'])
      expect(await may([other], byReference)).toBe(false);
    expect(await may(['ZZZ12-3DEF4'], byReference)).toBe(true);
  });

  it('may not touch in one batch what two statements let it touch', async () => {
    const two = { ...fnOf(touching('SESSION#*'), touching('PLACES#*')), name: 'two' };
    expect(await may(['SESSION#1'], two)).toBe(true);
    expect(await may(['SESSION#1', 'PLACES#1'], two)).toBe(false);
  });

  it('has as many decisions remembered as its policies tell requests apart, and not as many as there are records', async () => {
    let simulated = 0;
    const counting = (...of: Parameters<typeof runSimulation>) => {
      simulated += 1;
      return runSimulation(...of);
    };
    const counted = createPermissions(naming, counting, new Map());
    for (let n = 0; n < 50; n += 1) {
      for (const [keys, allowed] of [
        [[`SESSION#${n}`], true],
        [[`PLACES#${n}`, `SESSION#${n}`], true],
        [[`SESSION#${n}`, `BOOKING#${n}`], false],
      ] as const) {
        const request = { action: 'dynamodb:Query', resource: table, context: { 'dynamodb:LeadingKeys': keys } };
        expect(await counted.isAllowed(fn, request)).toBe(allowed);
      }
    }
    expect(simulated).toBe(3);
  });
});
