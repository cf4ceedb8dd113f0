import type { IncomingHttpHeaders } from 'node:http';
import type { Naming } from '../template/physical-names.ts';
import type { LeadingKeys } from './leading-keys.ts';

/** One thing that a call does, as IAM sees it. */
export interface RequestedAction {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export interface AwsCall {
  readonly service: string;
  readonly operation: string;
  readonly actions: readonly RequestedAction[];
}

type Fields = Readonly<Record<string, unknown>>;

/** What of the deployment tells what a call touches. */
export interface Known {
  readonly naming: Naming;
  readonly leadingKeys: LeadingKeys;
}

const transactActions = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
} as const;

/** Operations that name one item. A scan and what else there is name none. */
const itemOperations: readonly string[] = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'];

function dynamoDbActions(operation: string, body: Fields, { naming, leadingKeys }: Known): RequestedAction[] {
  const tableArn = (name: unknown) => `arn:aws:dynamodb:${naming.region}:${naming.account}:table/${String(name)}`;
  const ofItem = (name: string, part: Fields): RequestedAction => ({
    action: `dynamodb:${name}`,
    resource: tableArn(part.TableName),
    context: leadingKeys.ofItem(part),
  });
  switch (operation) {
    case 'TransactWriteItems':
      return (body.TransactItems as Fields[]).flatMap((item) =>
        Object.entries(item).map(([kind, part]) =>
          ofItem(transactActions[kind as keyof typeof transactActions], part as Fields),
        ),
      );
    case 'TransactGetItems':
      return (body.TransactItems as { Get: Fields }[]).map(({ Get }) => ofItem('GetItem', Get));
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.entries(body.RequestItems as Fields).map(([table, share]) => ({
        action: `dynamodb:${operation}`,
        resource: tableArn(table),
        context: leadingKeys.ofBatch(table, share),
      }));
    default: {
      if (itemOperations.includes(operation)) return [ofItem(operation, body)];
      const table = tableArn(body.TableName);
      const resource = body.IndexName === undefined ? table : `${table}/index/${String(body.IndexName)}`;
      const context = operation === 'Query' ? leadingKeys.ofQuery(body) : {};
      return [{ action: `dynamodb:${operation}`, resource, context }];
    }
  }
}

function sqsActions(operation: string, body: Fields, naming: Naming): RequestedAction[] {
  const name = String(body.QueueUrl ?? '')
    .split('/')
    .at(-1);
  const resource = `arn:aws:sqs:${naming.region}:${naming.account}:${name}`;
  // A batch needs the permission of the single call.
  return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource }];
}

function sesActions(operation: string, body: Fields, naming: Naming): RequestedAction[] {
  const source = String(body.Source ?? '');
  // A name may stand before the address.
  const from = /<([^>]+)>/.exec(source)?.[1] ?? source;
  const arn = (resource: string) => `arn:aws:ses:${naming.region}:${naming.account}:${resource}`;
  const context = { 'ses:FromAddress': from };
  const set = body.ConfigurationSetName;
  return [
    { action: `ses:${operation}`, resource: arn(`identity/${from.split('@')[1]}`), context },
    ...(set === undefined
      ? []
      : [{ action: `ses:${operation}`, resource: arn(`configuration-set/${String(set)}`), context }]),
  ];
}

/** KMS is asked for authentication codes alone. */
function kmsCall(operation: string, body: Buffer): (AwsCall & { readonly fields: Fields }) | undefined {
  if (operation !== 'GenerateMac') return undefined;
  const fields = JSON.parse(body.toString('utf8') || '{}') as Fields;
  const context = { 'kms:MacAlgorithm': String(fields.MacAlgorithm) };
  const actions = [{ action: `kms:${operation}`, resource: String(fields.KeyId), context }];
  return { service: 'kms', operation, fields, actions };
}

/** Lambda is asked to run a function, named or by its ARN, and to wait for it; nothing else is stood in for. */
function lambdaCall(
  target: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  { region, account }: Naming,
): (AwsCall & { readonly fields: Fields }) | undefined {
  const [, asked] = /^POST \/2015-03-31\/functions\/([^/?]+)\/invocations$/.exec(target) ?? [];
  if (asked === undefined || (headers['x-amz-invocation-type'] ?? 'RequestResponse') !== 'RequestResponse')
    return undefined;
  const name = decodeURIComponent(asked);
  const FunctionArn = name.startsWith('arn:') ? name : `arn:aws:lambda:${region}:${account}:function:${name}`;
  return {
    service: 'lambda',
    operation: 'Invoke',
    fields: { FunctionArn, Payload: body.toString('utf8') },
    actions: [{ action: 'lambda:InvokeFunction', resource: FunctionArn }],
  };
}

const cognitoActions = (operation: string, { UserPoolId }: Fields, naming: Naming): RequestedAction[] => [
  {
    action: `cognito-idp:${operation}`,
    resource: `arn:aws:cognito-idp:${naming.region}:${naming.account}:userpool/${String(UserPoolId)}`,
  },
];

/** Both of SES's APIs are signed for as `ses`; the newer tells itself by its paths. */
export const serviceOf = (signedFor: string, path: string): string =>
  signedFor === 'ses' && path.startsWith('/v2/') ? 'sesv2' : signedFor;

/** What a call asks for, one action for each item and index that it touches. None for a service that is not stood in for. */
export function readCall(
  service: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  known: Known,
  target = '',
): (AwsCall & { readonly fields: Fields }) | undefined {
  if (service === 'ses') {
    const fields = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    const operation = fields.Action ?? 'unknown';
    return { service, operation, fields, actions: sesActions(operation, fields, known.naming) };
  }
  if (service === 'sesv2') {
    // The one call that is stood in for; it is told by its method and path.
    const [, address] = /^DELETE \/v2\/email\/suppression\/addresses\/([^/?]+)$/.exec(target) ?? [];
    const operation = address === undefined ? 'unknown' : 'DeleteSuppressedDestination';
    const fields = { EmailAddress: decodeURIComponent(address ?? '') };
    return { service, operation, fields, actions: [{ action: `ses:${operation}`, resource: '*' }] };
  }
  if (service === 'guardduty') {
    // The one call that is stood in for; it is told by its path alone.
    if (!target.endsWith(' /object-malware-scan/send')) return undefined;
    const fields = JSON.parse(body.toString('utf8') || '{}') as Fields;
    const operation = 'SendObjectMalwareScan';
    return { service, operation, fields, actions: [{ action: `guardduty:${operation}`, resource: '*' }] };
  }
  if (service === 'lambda') return lambdaCall(target, headers, body, known.naming);
  const operation = String(headers['x-amz-target'] ?? '').split('.')[1] ?? 'unknown';
  if (service === 'kms') return kmsCall(operation, body);
  const fields = JSON.parse(body.toString('utf8') || '{}') as Fields;
  if (service === 'dynamodb') return { service, operation, fields, actions: dynamoDbActions(operation, fields, known) };
  if (service === 'sqs') return { service, operation, fields, actions: sqsActions(operation, fields, known.naming) };
  if (service === 'cognito-idp')
    return { service, operation, fields, actions: cognitoActions(operation, fields, known.naming) };
  return undefined;
}
