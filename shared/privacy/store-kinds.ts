/** A resource, as a template has it. */
export interface Resource {
  readonly type: string;
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** In which ways a service keeps something, and how whoever answers a person's request looks there. */
export const storeKinds = {
  items: 'By the index by subject and what it leads to; whole, by reading the table from end to end.',
  changes: 'By reading each shard from its oldest record.',
  copies: 'Only by restoring the table under another name, and reading that.',
  objects: 'By the keys in the records; whole, by listing every version.',
  messages: 'By receiving what waits, which hides it for a while.',
  notices: 'Not at all: it is on its way.',
  events: 'Not at all: it is on its way.',
  invocations: 'Not at all: it is on its way.',
  users: 'By address, with AdminGetUser.',
  'sign-ins': 'By user, with AdminListUserAuthEvents.',
  log: 'By CloudWatch Logs Insights.',
  suppressions: 'By address, with GetSuppressedDestination.',
  counts: 'Not at all: it names nobody, and is gone in minutes.',
} as const;
export type StoreKind = keyof typeof storeKinds;

type Properties = Resource['properties'];

/** Whether a field of a field, and so on, is there and says neither no nor off. */
function has(properties: Properties, ...path: readonly string[]): boolean {
  let value: unknown = properties;
  for (const name of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return value !== undefined && value !== false && value !== 'OFF' && value !== 'DISABLED';
}

/** In which ways resources of each type can hold something, some only as they are set. */
const holding: Readonly<Record<string, (properties: Properties) => readonly StoreKind[]>> = {
  'AWS::DynamoDB::Table': (table) => [
    'items',
    ...(has(table, 'StreamSpecification') ? (['changes'] as const) : []),
    ...(has(table, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled') ? (['copies'] as const) : []),
  ],
  'AWS::S3::Bucket': () => ['objects'],
  'AWS::SQS::Queue': () => ['messages'],
  'AWS::SNS::Topic': () => ['notices'],
  'AWS::Events::Rule': () => ['events'],
  'AWS::Lambda::Function': () => ['invocations'],
  'AWS::Cognito::UserPool': (pool) => [
    'users',
    ...(has(pool, 'UserPoolAddOns', 'AdvancedSecurityMode') ? (['sign-ins'] as const) : []),
  ],
  'AWS::Logs::LogGroup': () => ['log'],
  'AWS::SES::ConfigurationSet': () => ['suppressions'],
  'AWS::WAFv2::WebACL': () => ['counts'],
};

/** Types of resource that hold nothing of anybody's, each with the reason. */
export const holdsNothing: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account': 'with which role the gateway writes its logs',
  'AWS::ApiGateway::Deployment': 'the routes as they were deployed',
  'AWS::ApiGateway::RestApi': 'the routes',
  'AWS::ApiGateway::Stage': 'it keeps no answers: none is cached',
  'AWS::CDK::Metadata': 'which version of the CDK made the template',
  'AWS::CloudWatch::Alarm': 'a figure and a threshold',
  'AWS::CloudWatch::Dashboard': 'figures',
  'AWS::Cognito::ManagedLoginBranding': 'how a page looks',
  'AWS::Cognito::UserPoolClient': 'by which page somebody signs in',
  'AWS::Cognito::UserPoolDomain': 'the address of the page on which somebody signs in; who they are stands in the pool',
  'AWS::Cognito::UserPoolGroup': 'the name of a group; who is in it stands with the user',
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': 'what follows from a risk; the risks stand in the pool',
  'AWS::GuardDuty::MalwareProtectionPlan': 'what is scanned: copies are made for the scan and deleted with it',
  'AWS::IAM::Policy': 'who may do what',
  'AWS::IAM::Role': 'who may do what',
  'AWS::KMS::Key': 'a key',
  'AWS::Lambda::EventSourceMapping': 'which queue feeds which function',
  'AWS::Lambda::Permission': 'who may call a function',
  'AWS::S3::BucketPolicy': 'who may do what',
  'AWS::SES::ConfigurationSetEventDestination': 'where word of emails is sent',
  'AWS::SNS::Subscription': 'who is told',
  'AWS::SNS::TopicPolicy': 'who may do what',
  'AWS::SQS::QueuePolicy': 'who may do what',
  'AWS::WAFv2::WebACLAssociation': 'what stands behind the firewall',
};

/** @throws where nobody has said whether such a resource can hold something of somebody's */
export function kindsAt({ type, logicalId, properties }: Resource): readonly StoreKind[] {
  const kinds = holding[type]?.(properties);
  if (kinds) return kinds;
  if (type in holdsNothing) return [];
  throw new Error(
    `Nobody has said whether a ${type} (${logicalId}) can hold something of somebody’s: say so in shared/privacy/store-kinds.ts`,
  );
}
