import * as z from 'zod';
import { StartFault } from '../fault.ts';
import { Definition } from '../gateway/definition.ts';
import type { Assembly } from './assembly.ts';
import { attributeOf, type Naming, physicalName } from './physical-names.ts';
import { type ResolvedResource, resolveAssembly } from './resolve.ts';

/** What the local platform makes of a resource type. Any type in neither list stops the start and is named. */
const built = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolGroup',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventSourceMapping',
  'AWS::GuardDuty::MalwareProtectionPlan',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SES::ConfigurationSet',
  'AWS::SES::ConfigurationSetEventDestination',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
]);

/** Types that may be absent on one machine, with what that means. */
export const absentLocally: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account': 'no gateway logs',
  'AWS::ApiGateway::Deployment': 'the routes are served as they stand',
  'AWS::ApiGateway::Stage': 'no throttling, so that tests may press',
  'AWS::CDK::Metadata': 'nothing',
  'AWS::CloudWatch::Alarm': 'nobody is alarmed',
  'AWS::CloudWatch::Dashboard': 'no dashboard',
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': 'no sign-in is judged for its risk',
  'AWS::KMS::Key': 'nothing is encrypted on this disk',
  'AWS::Lambda::Permission': 'triggers call functions directly',
  'AWS::Logs::LogGroup': 'logs are files in the state folder',
  'AWS::SNS::TopicPolicy': 'topics take what the platform itself publishes',
  'AWS::SQS::QueuePolicy': 'queues ask the callers’ policies only',
  'AWS::WAFv2::WebACL': 'no firewall',
  'AWS::WAFv2::WebACLAssociation': 'no firewall',
};

const Statement = z.looseObject({ Effect: z.enum(['Allow', 'Deny']) });
const PolicyDocument = z.object({ Version: z.string(), Statement: z.array(Statement) });
export type PolicyDocument = z.output<typeof PolicyDocument>;

const schemas = {
  restApi: z.object({ Body: Definition }),
  function: z.object({
    Code: z.object({ S3Key: z.string() }),
    Handler: z.string(),
    Timeout: z.coerce.number().default(3),
    MemorySize: z.coerce.number().default(128),
    Role: z.string(),
    Environment: z.object({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
    DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
  }),
  policy: z.object({ PolicyDocument, Roles: z.array(z.string()) }),
  role: z.object({ Policies: z.array(z.object({ PolicyDocument })).default([]) }),
  table: z.object({
    AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
    GlobalSecondaryIndexes: z
      .array(
        z.object({
          IndexName: z.string(),
          KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
          Projection: z.object({
            ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
            NonKeyAttributes: z.array(z.string()).optional(),
          }),
        }),
      )
      .default([]),
    StreamSpecification: z
      .object({ StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']) })
      .optional(),
    TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
  }),
  queue: z.object({
    FifoQueue: z.boolean().default(false),
    VisibilityTimeout: z.coerce.number().default(30),
    RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
  }),
  mapping: z.object({
    EventSourceArn: z.string(),
    FunctionName: z.string(),
    BatchSize: z.coerce.number().default(10),
    BisectBatchOnFunctionError: z.boolean().default(false),
    MaximumRetryAttempts: z.coerce.number().default(-1),
    FunctionResponseTypes: z.array(z.string()).default([]),
    FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).default({ Filters: [] }),
    DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
  }),
  subscription: z.object({ TopicArn: z.string(), Protocol: z.string(), Endpoint: z.string() }),
  eventDestination: z.object({
    ConfigurationSetName: z.string(),
    EventDestination: z.object({
      MatchingEventTypes: z.array(z.string()),
      SnsDestination: z.object({ TopicARN: z.string() }),
    }),
  }),
  rule: z.object({
    ScheduleExpression: z.string().optional(),
    EventPattern: z.record(z.string(), z.unknown()).optional(),
    State: z.string().default('ENABLED'),
    Targets: z.array(
      z.object({
        Arn: z.string(),
        Input: z.string().optional(),
        DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
        RetryPolicy: z.object({ MaximumRetryAttempts: z.coerce.number() }).optional(),
      }),
    ),
  }),
  bucket: z.object({
    CorsConfiguration: z
      .object({
        CorsRules: z.array(
          z.object({
            AllowedOrigins: z.array(z.string()),
            AllowedMethods: z.array(z.string()),
            AllowedHeaders: z.array(z.string()).default([]),
            MaxAge: z.coerce.number().default(0),
          }),
        ),
      })
      .default({ CorsRules: [] }),
    ObjectLockConfiguration: z
      .object({ Rule: z.object({ DefaultRetention: z.object({ Days: z.coerce.number() }) }) })
      .optional(),
  }),
  key: z.object({ KeyPolicy: PolicyDocument, KeySpec: z.string().default('SYMMETRIC_DEFAULT') }),
  bucketPolicy: z.object({ Bucket: z.string(), PolicyDocument }),
  malwareProtection: z.object({ ProtectedResource: z.object({ S3Bucket: z.object({ BucketName: z.string() }) }) }),
  poolClient: z.object({ UserPoolId: z.string() }),
  poolGroup: z.object({ UserPoolId: z.string(), GroupName: z.string() }),
} as const;

type Parsed<K extends keyof typeof schemas> = z.output<(typeof schemas)[K]>;

export interface DeployedFunction extends Omit<Parsed<'function'>, 'Code' | 'Role' | 'Environment'> {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Exactly what its role was synthesized with. */
  readonly policies: readonly PolicyDocument[];
}

export interface DeployedTable extends Parsed<'table'> {
  readonly name: string;
  readonly arn: string;
}

export interface DeployedQueue extends Parsed<'queue'> {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
}

export interface DeployedPool {
  readonly poolId: string;
  readonly arn: string;
  readonly clientIds: readonly string[];
  readonly groups: readonly string[];
  readonly selfSignUp: boolean;
}

export interface DeployedSchedule extends Parsed<'rule'> {
  readonly name: string;
  readonly ScheduleExpression: string;
}

/** What is done when an event of this kind is put on the event bus. */
export interface DeployedRule extends Parsed<'rule'> {
  readonly name: string;
  readonly EventPattern: Readonly<Record<string, unknown>>;
}

export interface DeployedBucket {
  readonly name: string;
  readonly arn: string;
  readonly corsRules: Parsed<'bucket'>['CorsConfiguration']['CorsRules'];
  readonly policies: readonly PolicyDocument[];
  /** Whether what comes into it is scanned for malware. */
  readonly isScanned: boolean;
  /** For how long no version of an object can be deleted. */
  readonly lockedDays: number;
}

/** Everything that the platform has to stand in for, out of one assembly. */
export interface Deployment {
  readonly naming: Naming;
  readonly functions: readonly DeployedFunction[];
  readonly tables: readonly DeployedTable[];
  readonly queues: readonly DeployedQueue[];
  readonly pools: readonly DeployedPool[];
  readonly mappings: readonly Parsed<'mapping'>[];
  readonly subscriptions: readonly Parsed<'subscription'>[];
  readonly eventDestinations: readonly Parsed<'eventDestination'>[];
  readonly schedules: readonly DeployedSchedule[];
  readonly rules: readonly DeployedRule[];
  readonly buckets: readonly DeployedBucket[];
  /** What each key says of who may use it, by its ARN. */
  readonly keyPolicies: ReadonlyMap<string, PolicyDocument>;
  /** ARNs of the keys that make authentication codes. */
  readonly macKeys: readonly string[];
  /** For `gateway/api.ts` to read. */
  readonly restApis: readonly Parsed<'restApi'>[];
  /** Types in the templates that are absent here. */
  readonly absent: readonly string[];
}

export function deploymentOf(assembly: Assembly, naming: Naming): Deployment {
  const resources = resolveAssembly(assembly, naming);
  const unknown = [...new Set(resources.map(({ type }) => type))].filter(
    (type) => !built.has(type) && !(type in absentLocally),
  );
  if (unknown.length > 0) {
    throw new StartFault(`The templates hold ${unknown.join(', ')}, for which the local platform has no stand-in yet`);
  }

  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const arnOf = (resource: ResolvedResource) => attributeOf(naming, resource, 'Arn');
  const parse = <K extends keyof typeof schemas>(kind: K, { stack, logicalId, properties }: ResolvedResource) => {
    const parsed = schemas[kind].safeParse(properties);
    if (parsed.success) return parsed.data as Parsed<K>;
    const where = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new StartFault(`${stack}/${logicalId} cannot be stood in for: ${where}`);
  };

  const policiesOfRole = new Map(
    ofType('AWS::IAM::Role').map((role) => [role.ref, parse('role', role).Policies.map((p) => p.PolicyDocument)]),
  );
  for (const policy of ofType('AWS::IAM::Policy')) {
    const { PolicyDocument: document, Roles } = parse('policy', policy);
    for (const role of Roles) policiesOfRole.get(role)?.push(document);
  }

  const functions = ofType('AWS::Lambda::Function').map((resource): DeployedFunction => {
    const { Code, Role, Environment, ...rest } = parse('function', resource);
    const folder = assembly.assets.get(Code.S3Key.replace('.zip', ''));
    if (folder === undefined) throw new StartFault(`The bundle of ${resource.logicalId} is not in the assembly`);
    const role = Role.split('/').at(-1) ?? '';
    return {
      ...rest,
      name: resource.ref,
      arn: arnOf(resource),
      roleArn: Role,
      folder,
      environment: Environment.Variables,
      policies: policiesOfRole.get(role) ?? [],
    };
  });

  const pools = ofType('AWS::Cognito::UserPool').map(
    (pool): DeployedPool => ({
      poolId: pool.ref,
      arn: arnOf(pool),
      clientIds: ofType('AWS::Cognito::UserPoolClient')
        .filter((client) => parse('poolClient', client).UserPoolId === pool.ref)
        .map(({ ref }) => ref),
      groups: ofType('AWS::Cognito::UserPoolGroup')
        .map((group) => parse('poolGroup', group))
        .filter(({ UserPoolId }) => UserPoolId === pool.ref)
        .map(({ GroupName }) => GroupName),
      selfSignUp:
        (pool.properties.AdminCreateUserConfig as { AllowAdminCreateUserOnly?: boolean } | undefined)
          ?.AllowAdminCreateUserOnly !== true,
    }),
  );

  const rules = ofType('AWS::Events::Rule').map((rule) => ({ ...parse('rule', rule), name: physicalName(rule) }));

  const bucketPolicies = ofType('AWS::S3::BucketPolicy').map((policy) => parse('bucketPolicy', policy));
  const scanned = new Set(
    ofType('AWS::GuardDuty::MalwareProtectionPlan').map(
      (plan) => parse('malwareProtection', plan).ProtectedResource.S3Bucket.BucketName,
    ),
  );
  const buckets = ofType('AWS::S3::Bucket').map(
    (bucket): DeployedBucket => ({
      name: bucket.ref,
      arn: arnOf(bucket),
      corsRules: parse('bucket', bucket).CorsConfiguration.CorsRules,
      policies: bucketPolicies
        .filter(({ Bucket }) => Bucket === bucket.ref)
        .map(({ PolicyDocument: document }) => document),
      isScanned: scanned.has(bucket.ref),
      lockedDays: parse('bucket', bucket).ObjectLockConfiguration?.Rule.DefaultRetention.Days ?? 0,
    }),
  );

  return {
    naming,
    functions,
    pools,
    tables: ofType('AWS::DynamoDB::Table').map((table) => ({
      ...parse('table', table),
      name: table.ref,
      arn: arnOf(table),
    })),
    queues: ofType('AWS::SQS::Queue').map((queue) => ({
      ...parse('queue', queue),
      name: physicalName(queue),
      arn: arnOf(queue),
      url: queue.ref,
    })),
    mappings: ofType('AWS::Lambda::EventSourceMapping').map((mapping) => parse('mapping', mapping)),
    subscriptions: ofType('AWS::SNS::Subscription').map((subscription) => parse('subscription', subscription)),
    eventDestinations: ofType('AWS::SES::ConfigurationSetEventDestination').map((destination) =>
      parse('eventDestination', destination),
    ),
    schedules: rules.flatMap(({ ScheduleExpression, ...rule }) =>
      ScheduleExpression === undefined ? [] : [{ ...rule, ScheduleExpression }],
    ),
    rules: rules.flatMap(({ EventPattern, ...rule }) =>
      EventPattern === undefined ? [] : [{ ...rule, EventPattern }],
    ),
    buckets,
    keyPolicies: new Map(ofType('AWS::KMS::Key').map((key) => [arnOf(key), parse('key', key).KeyPolicy])),
    macKeys: ofType('AWS::KMS::Key')
      .filter((key) => parse('key', key).KeySpec.startsWith('HMAC_'))
      .map(arnOf),
    restApis: ofType('AWS::ApiGateway::RestApi').map((api) => parse('restApi', api)),
    absent: [...new Set(resources.map(({ type }) => type))].filter((type) => type in absentLocally).sort(),
  };
}
