import type { IncomingHttpHeaders } from 'node:http';
import type { Naming } from '../template/physical-names.ts';

/** One thing that a call does, as IAM sees it. */
export interface RequestedAction {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

export interface AwsCall {
  readonly service: string;
  readonly operation: string;
  readonly actions: readonly RequestedAction[];
}

type Fields = Readonly<Record<string, unknown>>;

const transactActions = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
} as const;

function dynamoDbActions(operation: string, body: Fields, naming: Naming): RequestedAction[] {
  const tableArn = (name: unknown) => `arn:aws:dynamodb:${naming.region}:${naming.account}:table/${String(name)}`;
  switch (operation) {
    case 'TransactWriteItems':
      return (body.TransactItems as Fields[]).flatMap((item) =>
        Object.entries(item).map(([kind, part]) => ({
          action: `dynamodb:${transactActions[kind as keyof typeof transactActions]}`,
          resource: tableArn((part as Fields).TableName),
        })),
      );
    case 'TransactGetItems':
      return (body.TransactItems as { Get: Fields }[]).map(({ Get }) => ({
        action: 'dynamodb:GetItem',
        resource: tableArn(Get.TableName),
      }));
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(body.RequestItems as Fields).map((table) => ({
        action: `dynamodb:${operation}`,
        resource: tableArn(table),
      }));
    default: {
      const table = tableArn(body.TableName);
      const resource = body.IndexName === undefined ? table : `${table}/index/${String(body.IndexName)}`;
      return [{ action: `dynamodb:${operation}`, resource }];
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

/** Both of SES's APIs are signed for as `ses`; the newer tells itself by its paths. */
export const serviceOf = (signedFor: string, path: string): string =>
  signedFor === 'ses' && path.startsWith('/v2/') ? 'sesv2' : signedFor;

/** What a call asks for, one action for each item and index that it touches. None for a service that is not stood in for. */
export function readCall(
  service: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  naming: Naming,
  target = '',
): (AwsCall & { readonly fields: Fields }) | undefined {
  if (service === 'ses') {
    const fields = Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    const operation = fields.Action ?? 'unknown';
    return { service, operation, fields, actions: sesActions(operation, fields, naming) };
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
    const fields = JSON.parse(body.toString('utf8') || '{}') as Fields;
    const operation = 'SendObjectMalwareScan';
    return { service, operation, fields, actions: [{ action: `guardduty:${operation}`, resource: '*' }] };
  }
  const operation = String(headers['x-amz-target'] ?? '').split('.')[1] ?? 'unknown';
  const fields = JSON.parse(body.toString('utf8') || '{}') as Fields;
  if (service === 'dynamodb')
    return { service, operation, fields, actions: dynamoDbActions(operation, fields, naming) };
  if (service === 'sqs') return { service, operation, fields, actions: sqsActions(operation, fields, naming) };
  return undefined;
}
