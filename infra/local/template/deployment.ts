import { StartFault } from '../fault.ts';
import type { Assembly } from './assembly.ts';
import { attributeOf, type Naming, physicalName } from './physical-names.ts';
import { type PolicyDocument, type Properties, propertiesOf } from './properties.ts';
import { type ResolvedResource, resolveAssembly } from './resolve.ts';

/** What the local platform makes of a resource type. Any type in neither list stops the start and is named. */
const built = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolDomain',
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
  'AWS::ApiGateway::BasePathMapping': 'the site stands at the root anyway',
  'AWS::ApiGateway::Deployment': 'the routes are served as they stand',
  'AWS::ApiGateway::DomainName': 'the site is reached by its address on this machine',
  'AWS::ApiGateway::Stage': 'no throttling, so that tests may press',
  'AWS::CDK::Metadata': 'nothing',
  'AWS::CloudWatch::Alarm': 'nobody is alarmed',
  'AWS::CloudWatch::Dashboard': 'no dashboard',
  'AWS::Cognito::ManagedLoginBranding': 'a plain page of the platform’s own stands in for Cognito’s',
  'AWS::Cognito::UserPoolRiskConfigurationAttachment': 'no sign-in is judged for its risk',
  'AWS::KMS::Key': 'nothing is encrypted on this disk',
  'AWS::Lambda::Permission': 'triggers call functions directly',
  'AWS::Logs::LogGroup': 'logs are files in the state folder',
  'AWS::Route53::RecordSet': 'no name leads here',
  'AWS::SNS::TopicPolicy': 'topics take what the platform itself publishes',
  'AWS::SQS::QueuePolicy': 'queues ask the callers’ policies only',
  'AWS::WAFv2::WebACL': 'no firewall',
  'AWS::WAFv2::WebACLAssociation': 'no firewall',
};

export interface DeployedFunction extends Omit<Properties<'function'>, 'Code' | 'Role' | 'Environment'> {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Exactly what its role was synthesized with. */
  readonly policies: readonly PolicyDocument[];
}

export interface DeployedTable extends Properties<'table'> {
  readonly name: string;
  readonly arn: string;
}

export interface DeployedQueue extends Properties<'queue'> {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
}

export interface DeployedClient {
  readonly clientId: string;
  /** As the templates have them, at the address of the settings. */
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
}

export interface DeployedPool {
  readonly poolId: string;
  readonly arn: string;
  readonly clients: readonly DeployedClient[];
  /** Of staff; learners have none. */
  readonly groups: readonly string[];
}

export interface DeployedSchedule extends Properties<'rule'> {
  readonly name: string;
  readonly ScheduleExpression: string;
}

/** What is done when an event of this kind is put on the event bus. */
export interface DeployedRule extends Properties<'rule'> {
  readonly name: string;
  readonly EventPattern: Readonly<Record<string, unknown>>;
}

export interface DeployedBucket {
  readonly name: string;
  readonly arn: string;
  readonly corsRules: Properties<'bucket'>['CorsConfiguration']['CorsRules'];
  readonly policies: readonly PolicyDocument[];
  /** How the keys begin of what is scanned for malware. */
  readonly scannedPrefixes: readonly string[];
  readonly isVersioned: boolean;
  readonly lifecycleRules: Properties<'bucket'>['LifecycleConfiguration']['Rules'];
  /** For how long no version of an object can be deleted. */
  readonly lockedDays: number;
}

/** Everything that the platform has to stand in for, out of one assembly. */
export interface Deployment {
  readonly naming: Naming;
  /** All that the templates hold. */
  readonly resources: readonly ResolvedResource[];
  readonly functions: readonly DeployedFunction[];
  readonly tables: readonly DeployedTable[];
  readonly queues: readonly DeployedQueue[];
  readonly pools: readonly DeployedPool[];
  readonly mappings: readonly Properties<'mapping'>[];
  readonly subscriptions: readonly Properties<'subscription'>[];
  readonly eventDestinations: readonly Properties<'eventDestination'>[];
  readonly schedules: readonly DeployedSchedule[];
  readonly rules: readonly DeployedRule[];
  readonly buckets: readonly DeployedBucket[];
  /** What each key says of who may use it, by its ARN. */
  readonly keyPolicies: ReadonlyMap<string, PolicyDocument>;
  /** ARNs of the keys that make authentication codes. */
  readonly macKeys: readonly string[];
  /** For `gateway/api.ts` to read. */
  readonly restApis: readonly Properties<'restApi'>[];
  /** Types in the templates that are absent here. */
  readonly absent: readonly string[];
}

/** The resources of all stacks, by their type. */
type Resources = (type: string) => readonly ResolvedResource[];

/** Policies by the name of the role that they are of. */
function policiesOfRoles(ofType: Resources): ReadonlyMap<string, readonly PolicyDocument[]> {
  const policies = new Map(
    ofType('AWS::IAM::Role').map((role) => [
      role.ref,
      propertiesOf('role', role).Policies.map(({ PolicyDocument: document }) => document),
    ]),
  );
  for (const policy of ofType('AWS::IAM::Policy')) {
    const { PolicyDocument: document, Roles } = propertiesOf('policy', policy);
    for (const role of Roles) policies.get(role)?.push(document);
  }
  return policies;
}

function functionsOf(ofType: Resources, assembly: Assembly, naming: Naming): DeployedFunction[] {
  const policies = policiesOfRoles(ofType);
  return ofType('AWS::Lambda::Function').map((resource) => {
    const { Code, Role, Environment, ...rest } = propertiesOf('function', resource);
    const folder = assembly.assets.get(Code.S3Key.replace('.zip', ''));
    if (folder === undefined) throw new StartFault(`The bundle of ${resource.logicalId} is not in the assembly`);
    return {
      ...rest,
      name: resource.ref,
      arn: attributeOf(naming, resource, 'Arn'),
      roleArn: Role,
      folder,
      environment: Environment.Variables,
      policies: policies.get(Role.split('/').at(-1) ?? '') ?? [],
    };
  });
}

function poolsOf(ofType: Resources, naming: Naming): DeployedPool[] {
  const clients = ofType('AWS::Cognito::UserPoolClient').map((client) => ({
    ...propertiesOf('poolClient', client),
    id: client.ref,
  }));
  const groups = ofType('AWS::Cognito::UserPoolGroup').map((group) => propertiesOf('poolGroup', group));
  return ofType('AWS::Cognito::UserPool').map((pool) => {
    const own = clients.filter(({ UserPoolId }) => UserPoolId === pool.ref);
    return {
      poolId: pool.ref,
      arn: attributeOf(naming, pool, 'Arn'),
      clients: own.map(({ id, CallbackURLs, LogoutURLs }) => ({
        clientId: id,
        callbackUrls: CallbackURLs,
        logoutUrls: LogoutURLs,
      })),
      groups: groups.filter(({ UserPoolId }) => UserPoolId === pool.ref).map(({ GroupName }) => GroupName),
    };
  });
}

function bucketsOf(ofType: Resources, naming: Naming): DeployedBucket[] {
  const policies = ofType('AWS::S3::BucketPolicy').map((policy) => propertiesOf('bucketPolicy', policy));
  const plans = ofType('AWS::GuardDuty::MalwareProtectionPlan').map(
    (plan) => propertiesOf('malwareProtection', plan).ProtectedResource.S3Bucket,
  );
  return ofType('AWS::S3::Bucket').map((bucket) => {
    const { CorsConfiguration, ObjectLockConfiguration, VersioningConfiguration, LifecycleConfiguration } =
      propertiesOf('bucket', bucket);
    return {
      name: bucket.ref,
      arn: attributeOf(naming, bucket, 'Arn'),
      corsRules: CorsConfiguration.CorsRules,
      policies: policies.filter(({ Bucket }) => Bucket === bucket.ref).map((policy) => policy.PolicyDocument),
      scannedPrefixes: plans.flatMap(({ BucketName, ObjectPrefixes }) =>
        BucketName === bucket.ref ? ObjectPrefixes : [],
      ),
      isVersioned: VersioningConfiguration !== undefined,
      lifecycleRules: LifecycleConfiguration.Rules,
      lockedDays: ObjectLockConfiguration?.Rule.DefaultRetention.Days ?? 0,
    };
  });
}

function rulesOf(ofType: Resources): Pick<Deployment, 'schedules' | 'rules'> {
  const rules = ofType('AWS::Events::Rule').map((rule) => ({
    ...propertiesOf('rule', rule),
    name: physicalName(rule),
  }));
  return {
    schedules: rules.flatMap(({ ScheduleExpression, ...rule }) =>
      ScheduleExpression === undefined ? [] : [{ ...rule, ScheduleExpression }],
    ),
    rules: rules.flatMap(({ EventPattern, ...rule }) =>
      EventPattern === undefined ? [] : [{ ...rule, EventPattern }],
    ),
  };
}

function keysOf(ofType: Resources, naming: Naming): Pick<Deployment, 'keyPolicies' | 'macKeys'> {
  const keys = ofType('AWS::KMS::Key').map((key) => ({
    ...propertiesOf('key', key),
    arn: attributeOf(naming, key, 'Arn'),
  }));
  return {
    keyPolicies: new Map(keys.map(({ arn, KeyPolicy }) => [arn, KeyPolicy])),
    macKeys: keys.filter(({ KeySpec }) => KeySpec.startsWith('HMAC_')).map(({ arn }) => arn),
  };
}

/** @throws StartFault where the templates hold what the platform has no stand-in for */
export function deploymentOf(assembly: Assembly, naming: Naming): Deployment {
  const resources = resolveAssembly(assembly, naming);
  const types = [...new Set(resources.map(({ type }) => type))];
  const unknown = types.filter((type) => !built.has(type) && !(type in absentLocally));
  if (unknown.length > 0) {
    throw new StartFault(`The templates hold ${unknown.join(', ')}, for which the local platform has no stand-in yet`);
  }

  const ofType: Resources = (wanted) => resources.filter(({ type }) => type === wanted);
  return {
    naming,
    resources,
    functions: functionsOf(ofType, assembly, naming),
    pools: poolsOf(ofType, naming),
    tables: ofType('AWS::DynamoDB::Table').map((table) => ({
      ...propertiesOf('table', table),
      name: table.ref,
      arn: attributeOf(naming, table, 'Arn'),
    })),
    queues: ofType('AWS::SQS::Queue').map((queue) => ({
      ...propertiesOf('queue', queue),
      name: physicalName(queue),
      arn: attributeOf(naming, queue, 'Arn'),
      url: queue.ref,
    })),
    mappings: ofType('AWS::Lambda::EventSourceMapping').map((mapping) => propertiesOf('mapping', mapping)),
    subscriptions: ofType('AWS::SNS::Subscription').map((subscription) => propertiesOf('subscription', subscription)),
    eventDestinations: ofType('AWS::SES::ConfigurationSetEventDestination').map((destination) =>
      propertiesOf('eventDestination', destination),
    ),
    ...rulesOf(ofType),
    buckets: bucketsOf(ofType, naming),
    ...keysOf(ofType, naming),
    restApis: ofType('AWS::ApiGateway::RestApi').map((api) => propertiesOf('restApi', api)),
    absent: types.filter((type) => type in absentLocally).sort(),
  };
}
