import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noSuchRoute } from '../../../infra/constructs/gateway-problems.ts';
import { preflight } from '../../../infra/constructs/preflight.ts';
import { readCall } from '../../../infra/local/aws/actions.ts';
import { createFaults, FaultRequest } from '../../../infra/local/aws/faults.ts';
import { createLeadingKeys } from '../../../infra/local/aws/leading-keys.ts';
import { createPermissions } from '../../../infra/local/aws/permissions.ts';
import { readSignature } from '../../../infra/local/aws/signature.ts';
import { chooseEngine, dynoxideCommand, type Machine } from '../../../infra/local/engines/dynamodb.ts';
import { inOneSentence, StartFault } from '../../../infra/local/fault.ts';
import { readApi } from '../../../infra/local/gateway/api.ts';
import { sesEventsOf } from '../../../infra/local/ses-events.ts';
import { type DeployedFunction, deploymentOf } from '../../../infra/local/template/deployment.ts';
import { resolveAssembly } from '../../../infra/local/template/resolve.ts';
import { fits } from '../../../infra/local/triggers/event-pattern.ts';
import { everyMs } from '../../../infra/local/triggers/schedules.ts';

const naming = { account: '000000000000', region: 'eu-west-2', queueEndpoint: 'http://127.0.0.1:9' };
const oneStack = (
  resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>,
  stack = 'hub',
) => ({
  templates: [{ stack, resources, outputs: {} }],
  assets: new Map<string, string>(),
});

describe('working out a template', () => {
  const properties = (value: unknown) => {
    const resources = {
      Table: { Type: 'AWS::DynamoDB::Table' },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
      It: { Type: 'AWS::IAM::Policy', Properties: { value } },
    };
    const it_ = resolveAssembly(oneStack(resources), naming).find(({ logicalId }) => logicalId === 'It');
    return it_?.properties.value;
  };

  it.each([
    [{ Ref: 'Table' }, 'hub-Table'],
    [{ Ref: 'AWS::AccountId' }, '000000000000'],
    [{ 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:eu-west-2:000000000000:table/hub-Table'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Table' }, 'b']] }, 'a-hub-Table-b'],
    [
      { 'Fn::Sub': 'x/$'.concat('{AWS::Region}/$', '{Table.Arn}') },
      'x/eu-west-2/arn:aws:dynamodb:eu-west-2:000000000000:table/hub-Table',
    ],
    [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    [{ Ref: 'Queue' }, 'http://127.0.0.1:9/000000000000/hub-Queue.fifo'],
    [{ Filters: [{ Pattern: '{"a":["b"]}' }] }, { Filters: [{ Pattern: '{"a":["b"]}' }] }],
  ])('%j is %j', (value, expected) => {
    expect(properties(value)).toEqual(expected);
  });

  it('reads an output of another stack, and names one that is not there', () => {
    const read = (OutputName: string) => ({ 'Fn::GetStackOutput': { StackName: 'one', OutputName } });
    const assembly = (output: string) => ({
      templates: [
        {
          stack: 'one',
          resources: { Table: { Type: 'AWS::DynamoDB::Table' } },
          outputs: { Shared: { 'Fn::GetAtt': ['Table', 'Arn'] } },
        },
        { stack: 'two', resources: { It: { Type: 'X', Properties: { arn: read(output) } } }, outputs: {} },
      ],
      assets: new Map<string, string>(),
    });
    const found = resolveAssembly(assembly('Shared'), naming).find(({ logicalId }) => logicalId === 'It');
    expect(found?.properties.arn).toBe('arn:aws:dynamodb:eu-west-2:000000000000:table/one-Table');
    expect(() => resolveAssembly(assembly('Gone'), naming)).toThrow('reads "Gone" of one, which has no such output');
  });

  it('names a function that it does not know, and a resource that is not there', () => {
    expect(() => properties({ 'Fn::Cidr': [] })).toThrow('uses Fn::Cidr, which the local platform does not know');
    expect(() => properties({ Ref: 'Gone' })).toThrow('refers to "Gone", which is not there');
  });

  it('names a type of resource for which there is no stand-in', () => {
    const assembly = oneStack({ Bucket: { Type: 'AWS::Kinesis::Stream' } });
    expect(() => deploymentOf(assembly, naming)).toThrow('The templates hold AWS::Kinesis::Stream, for which');
  });
});

describe('reading an API', () => {
  const authorizer = (type: string) => ({
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': type,
    'x-amazon-apigateway-authorizer': { type, providerARNs: ['arn:one', 'arn:two'] },
  });
  const text = { schema: { type: 'string' } };
  /** An API of one GET at `/things`. */
  const read = (operation: object, definition: object = {}) => {
    const get = {
      responses: {},
      'x-amazon-apigateway-integration': {
        type: 'aws_proxy',
        uri: 'arn:aws:apigateway:eu-west-2:lambda:path/x/functions/fn/invocations',
      },
      ...operation,
    };
    const Body = { openapi: '3.0.1', info: {}, paths: { '/things': { get } }, ...definition };
    const { templates, assets } = oneStack({ Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body } } });
    return readApi(deploymentOf({ templates, assets }, naming));
  };
  const pools = { components: { securitySchemes: { people: authorizer('cognito_user_pools') } } };

  it('takes a method that anybody may call', () => {
    expect(read({}).methods).toEqual([
      {
        method: 'GET',
        resource: '/things',
        integration: { kind: 'lambda', functionArn: 'fn' },
        pools: undefined,
        requiredParameters: [],
      },
    ]);
  });

  it('lets in the users of the pools of its authorizer', () => {
    expect(read({ security: [{ people: [] }] }, pools).methods).toMatchObject([{ pools: ['arn:one', 'arn:two'] }]);
  });

  it('insists on what is required where a validator looks at it', () => {
    const parameters = [
      { name: 'wanted', in: 'query', required: true, ...text },
      { name: 'liked', in: 'query', ...text },
      { name: 'X-Wanted', in: 'header', required: true, ...text },
    ];
    const validators = (validateRequestParameters: boolean) => ({
      'x-amazon-apigateway-request-validators': { it: { validateRequestParameters, validateRequestBody: false } },
    });
    const validated = { parameters, 'x-amazon-apigateway-request-validator': 'it' };
    expect(read(validated, validators(true)).methods).toMatchObject([
      { requiredParameters: ['querystring.wanted', 'header.X-Wanted'] },
    ]);
    expect(read(validated, validators(false)).methods).toMatchObject([{ requiredParameters: [] }]);
    expect(read({ parameters }, validators(true)).methods).toMatchObject([{ requiredParameters: [] }]);
  });

  it('reads what answers a preflight, and for which origins', () => {
    const { methods } = read(
      {},
      { paths: { '/things': { options: preflight(['GET'], ['https://a.example', 'https://b.example']) } } },
    );
    expect(methods).toMatchObject([
      {
        method: 'OPTIONS',
        integration: {
          kind: 'cors',
          status: 204,
          headers: {
            'Access-Control-Allow-Origin': 'https://a.example',
            'Access-Control-Allow-Methods': 'GET,OPTIONS',
          },
          otherOrigins: ['https://b.example'],
        },
      },
    ]);
  });

  it('reads what takes any method, and what is answered always the same', () => {
    const { methods } = read({}, { paths: { '/{rest+}': { 'x-amazon-apigateway-any-method': noSuchRoute() } } });
    expect(methods).toMatchObject([
      {
        method: 'ANY',
        resource: '/{rest+}',
        pools: undefined,
        integration: {
          kind: 'fixed',
          status: 404,
          headers: { 'Content-Type': 'application/problem+json' },
          takes: ['application/json'],
        },
      },
    ]);
  });

  it('reads how large a reply is that leaves compressed', () => {
    expect(read({}).minimumCompression).toBeUndefined();
    expect(read({}, { 'x-amazon-apigateway-minimum-compression-size': 1024 }).minimumCompression).toBe(1024);
  });

  it.each([
    ['an authorizer of another kind', {}, { components: { securitySchemes: { it: authorizer('custom') } } }],
    ['scopes', { security: [{ people: ['read'] }] }, pools],
    ['one authorizer or another', { security: [{ people: [] }, { others: [] }] }, pools],
    ['no authorizer among others', { security: [{}] }, pools],
    ['a key', { 'x-amazon-apigateway-api-key-source': 'HEADER' }, {}],
    ['an authorizer for all', {}, { ...pools, security: [{ people: [] }] }],
    ['a policy', {}, { 'x-amazon-apigateway-policy': {} }],
    ['another method', {}, { paths: { '/things': { trace: {} } } }],
    ['a path that takes the rest before its end', {}, { paths: { '/{rest+}/things': {} } }],
  ])('refuses %s, which would be open here and closed on AWS', (_what, operation, definition) => {
    expect(() => read(operation, definition)).toThrow('hub/Api cannot be stood in for');
  });

  it.each([
    ['an authorizer that is not there', { security: [{ people: [] }] }, 'GET /things names "people"'],
    ['a validator that is not there', { 'x-amazon-apigateway-request-validator': 'it' }, 'GET /things names "it"'],
    ['another backend', { 'x-amazon-apigateway-integration': { type: 'http' } }, 'GET /things integrates with http'],
  ])('names %s', (_what, operation, message) => {
    expect(() => read(operation)).toThrow(message);
  });

  it('names an API that is not made from one definition', () => {
    const { templates, assets } = oneStack({ Api: { Type: 'AWS::ApiGateway::RestApi', Properties: {} } });
    expect(() => deploymentOf({ templates, assets }, naming)).toThrow('hub/Api cannot be stood in for: Body');
  });
});

describe('a call of AWS', () => {
  const known = { naming, leadingKeys: createLeadingKeys([]) };
  const actionsOf = (target: string, body: unknown) =>
    readCall(
      'dynamodb',
      { 'x-amz-target': `DynamoDB_20120810.${target}` },
      Buffer.from(JSON.stringify(body)),
      known,
    )?.actions.map(({ action, resource }) => `${action} ${resource.split(':').at(-1)}`);

  it('asks for one action for each item of a transaction', () => {
    const body = {
      TransactItems: [
        { Put: { TableName: 'a' } },
        { ConditionCheck: { TableName: 'b' } },
        { Delete: { TableName: 'a' } },
      ],
    };
    expect(actionsOf('TransactWriteItems', body)).toEqual([
      'dynamodb:PutItem table/a',
      'dynamodb:ConditionCheckItem table/b',
      'dynamodb:DeleteItem table/a',
    ]);
  });

  it('asks for the index that it queries, and for every table of a batch', () => {
    expect(actionsOf('Query', { TableName: 'a', IndexName: 'gsi1' })).toEqual(['dynamodb:Query table/a/index/gsi1']);
    expect(actionsOf('BatchGetItem', { RequestItems: { a: {}, b: {} } })).toEqual([
      'dynamodb:BatchGetItem table/a',
      'dynamodb:BatchGetItem table/b',
    ]);
  });

  it('of SES asks for the identity and the configuration set, with the sender', () => {
    const body = new URLSearchParams({
      Action: 'SendRawEmail',
      Source: 'a@hub.example',
      ConfigurationSetName: 'set',
    }).toString();
    const call = readCall('ses', {}, Buffer.from(body), known);
    expect(call?.actions).toEqual(
      ['identity/hub.example', 'configuration-set/set'].map((name) => ({
        action: 'ses:SendRawEmail',
        resource: `arn:aws:ses:eu-west-2:000000000000:${name}`,
        context: { 'ses:FromAddress': 'a@hub.example' },
      })),
    );
  });

  it('of Lambda asks for the function, by its name or its ARN, and is stood in for where it waits for the answer', () => {
    const arn = 'arn:aws:lambda:eu-west-2:000000000000:function:hub-pages';
    const invokes = (name: string, headers = {}) =>
      readCall(
        'lambda',
        headers,
        Buffer.from('{}'),
        known,
        `POST /2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
      )?.actions;
    const asked = [{ action: 'lambda:InvokeFunction', resource: arn }];
    expect(invokes('hub-pages')).toEqual(asked);
    expect(invokes(arn, { 'x-amz-invocation-type': 'RequestResponse' })).toEqual(asked);
    expect(invokes(arn, { 'x-amz-invocation-type': 'Event' })).toBeUndefined();
    expect(readCall('lambda', {}, Buffer.from(''), known, 'GET /2015-03-31/functions')).toBeUndefined();
  });

  it('is known by its access key and service', () => {
    const header =
      'AWS4-HMAC-SHA256 Credential=AKIALOCAL1/20270104/eu-west-2/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
    expect(readSignature(header)).toEqual({ accessKeyId: 'AKIALOCAL1', service: 'dynamodb' });
    expect(readSignature('Bearer x')).toBeUndefined();
  });

  it('is allowed by the policies of its function and by nothing else', async () => {
    const statement = (Action: string, Resource: string, Condition?: unknown) => ({
      Effect: 'Allow' as const,
      Action,
      Resource,
      ...(Condition ? { Condition } : {}),
    });
    const table = 'arn:aws:dynamodb:eu-west-2:000000000000:table/a';
    const identity = 'arn:aws:ses:eu-west-2:000000000000:identity/hub.example';
    const fn = {
      name: 'fn',
      policies: [
        {
          Version: '2012-10-17',
          Statement: [
            statement('dynamodb:GetItem', table),
            statement('ses:SendRawEmail', identity, { StringEquals: { 'ses:FromAddress': 'a@hub.example' } }),
          ],
        },
      ],
    } as unknown as DeployedFunction;
    const permissions = createPermissions(naming);
    const sends = (from: string) =>
      permissions.isAllowed(fn, {
        action: 'ses:SendRawEmail',
        resource: identity,
        context: { 'ses:FromAddress': from },
      });
    expect(await permissions.isAllowed(fn, { action: 'dynamodb:GetItem', resource: table })).toBe(true);
    expect(await permissions.isAllowed(fn, { action: 'dynamodb:PutItem', resource: table })).toBe(false);
    expect(await permissions.isAllowed(fn, { action: 'dynamodb:GetItem', resource: `${table}b` })).toBe(false);
    expect(await sends('a@hub.example')).toBe(true);
    expect(await sends('b@hub.example')).toBe(false);
    expect(permissions.denied.map(({ action, function: name }) => `${name} ${action}`)).toEqual([
      'fn dynamodb:PutItem',
      'fn dynamodb:GetItem',
      'fn ses:SendRawEmail',
    ]);
  });

  it('meets a failure as often as was asked for, and only at the moment asked for and in the function asked for', () => {
    const faults = createFaults();
    const caller = { environment: { POWERTOOLS_SERVICE_NAME: 'bookings-public' } };
    faults.add(FaultRequest.parse({ service: 'dynamodb', operation: 'GetItem', caller: 'emails-deliver' }));
    faults.add(FaultRequest.parse({ service: 'dynamodb', operation: 'GetItem', count: 2, when: 'after' }));
    const call = { service: 'dynamodb', operation: 'GetItem', actions: [] };
    expect(faults.take(call, caller, 'before')).toBeUndefined();
    expect(faults.take({ ...call, operation: 'Query' }, caller, 'after')).toBeUndefined();
    expect([1, 2, 3].map(() => faults.take(call, caller, 'after') !== undefined)).toEqual([true, true, false]);
    faults.add(FaultRequest.parse({ service: 'dynamodb', operation: 'GetItem', caller: 'bookings-public' }));
    expect(faults.take(call, caller, 'before')).toBeDefined();
  });
});

describe('a filter of events', () => {
  const pattern = { eventName: ['INSERT'], dynamodb: { NewImage: { type: { S: ['email', 'document'] } } } };

  it.each([
    [{ eventName: 'INSERT', dynamodb: { NewImage: { type: { S: 'email' } } } }, true],
    [{ eventName: 'INSERT', dynamodb: { NewImage: { type: { S: 'booking' } } } }, false],
    [{ eventName: 'REMOVE', dynamodb: { NewImage: { type: { S: 'email' } } } }, false],
    [{ eventName: 'INSERT', dynamodb: {} }, false],
    [{}, false],
  ])('%j: %s', (event, expected) => {
    expect(fits(pattern, event)).toBe(expected);
  });

  it('knows whether something is there', () => {
    expect(fits({ a: [{ exists: false }] }, {})).toBe(true);
    expect(fits({ a: [{ exists: true }] }, {})).toBe(false);
    expect(() => fits({ a: [{ prefix: 'x' }] }, { a: 'xy' })).toThrow('does not know the filter');
  });
});

describe('a schedule', () => {
  it.each([
    ['rate(15 minutes)', 900_000],
    ['rate(1 hour)', 3_600_000],
    ['rate(2 days)', 172_800_000],
    ['cron(0 9 * * ? *)', undefined],
  ])('%s is due every %s milliseconds', (expression, expected) => {
    expect(everyMs(expression)).toBe(expected);
  });
});

describe('what SES says of an email', () => {
  const destinations = {
    eventDestinations: [
      {
        ConfigurationSetName: 'set',
        EventDestination: { MatchingEventTypes: ['send', 'delivery', 'bounce'], SnsDestination: { TopicARN: 'topic' } },
      },
    ],
  };
  const time = {
    now: () => new Date('2027-01-04T09:00:00Z'),
    moveTo: () => undefined,
    offset: new SharedArrayBuffer(8),
  };
  const typesFor = (address: string, set = 'set') =>
    sesEventsOf(
      { messageId: 'm', source: 'a@hub.example', destinations: [address], tags: {}, raw: Buffer.alloc(0) },
      set,
      destinations,
      time,
      { has: (listed) => listed === 'listed@nhs.net', add: () => undefined },
    ).map(({ message }) => (message as { eventType: string }).eventType);

  it('follows the addresses of its mailbox simulator', () => {
    expect(typesFor('somebody@nhs.net')).toEqual(['Send', 'Delivery']);
    expect(typesFor('bounce+any@simulator.amazonses.com')).toEqual(['Send', 'Bounce']);
    expect(typesFor('complaint@simulator.amazonses.com')).toEqual(['Send']);
    expect(typesFor('somebody@nhs.net', 'another set')).toEqual([]);
  });
});

describe('what the person at the keyboard is told', () => {
  it('is one sentence for what they can put right, and nothing for a fault of ours', () => {
    const full = Object.assign(new Error('write failed'), { code: 'ENOSPC' });
    expect(inOneSentence(full, '.local')).toBe('The disk is full: nothing more can be kept in .local');
    expect(inOneSentence(new Error('database or disk is full'), '.local')).toContain('The disk is full');
    expect(inOneSentence(new StartFault('Port 3000 is in use'), '.local')).toBe('Port 3000 is in use');
    expect(inOneSentence(new TypeError('x is undefined'), '.local')).toBeUndefined();
  });
});

describe('the engine of the tables', () => {
  const machine = (packages: Record<string, string>, commands: readonly string[]): Machine => ({
    folderOf: (name) => packages[name],
    runs: (command) => commands.includes(command),
  });
  const ofThisMachine = `@dynoxide/${process.platform}-${process.arch}`;

  it('is the package from npm, where there is one for the machine', () => {
    const installed = machine({ [ofThisMachine]: '/packages/dynoxide' }, ['dynoxide', 'java']);
    expect(chooseEngine(installed)).toBe('dynoxide');
    expect(dynoxideCommand(installed)).toBe(join('/packages/dynoxide', 'dynoxide'));
  });

  it('is the one on the PATH, where npm has none', () => {
    const installed = machine({}, ['dynoxide', 'java']);
    expect(chooseEngine(installed)).toBe('dynoxide');
    expect(dynoxideCommand(installed)).toBe('dynoxide');
  });

  it('is Amazon’s own, where there is only Java', () => {
    expect(chooseEngine(machine({}, ['java']))).toBe('dynamodb-local');
  });

  it('is asked for in one line, where there is neither', () => {
    expect(() => chooseEngine(machine({}, []))).toThrow(/^There is no DynamoDB engine on this machine.*Java 17[^\n]*$/);
  });
});
