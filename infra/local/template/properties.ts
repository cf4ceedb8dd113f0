import * as z from 'zod';
import { StartFault } from '../fault.ts';
import { Definition } from '../gateway/definition.ts';
import type { ResolvedResource } from './resolve.ts';

const Statement = z.looseObject({ Effect: z.enum(['Allow', 'Deny']) });
const PolicyDocument = z.object({ Version: z.string(), Statement: z.array(Statement) });
export type PolicyDocument = z.output<typeof PolicyDocument>;

/** What of each type's properties the platform goes by. */
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
    VersioningConfiguration: z.object({ Status: z.literal('Enabled') }).optional(),
    LifecycleConfiguration: z
      .object({
        Rules: z.array(
          z.object({
            Status: z.literal('Enabled'),
            Prefix: z.string().default(''),
            ExpirationInDays: z.coerce.number().optional(),
            NoncurrentVersionExpiration: z.object({ NoncurrentDays: z.coerce.number() }).optional(),
          }),
        ),
      })
      .default({ Rules: [] }),
    ObjectLockConfiguration: z
      .object({ Rule: z.object({ DefaultRetention: z.object({ Days: z.coerce.number() }) }) })
      .optional(),
  }),
  key: z.object({ KeyPolicy: PolicyDocument, KeySpec: z.string().default('SYMMETRIC_DEFAULT') }),
  bucketPolicy: z.object({ Bucket: z.string(), PolicyDocument }),
  malwareProtection: z.object({
    ProtectedResource: z.object({
      S3Bucket: z.object({ BucketName: z.string(), ObjectPrefixes: z.array(z.string()).default(['']) }),
    }),
  }),
  poolClient: z.object({
    UserPoolId: z.string(),
    CallbackURLs: z.array(z.string()).default([]),
    LogoutURLs: z.array(z.string()).default([]),
  }),
  poolGroup: z.object({ UserPoolId: z.string(), GroupName: z.string() }),
} as const;

export type Properties<K extends keyof typeof schemas> = z.output<(typeof schemas)[K]>;

/** @throws StartFault where a resource has other properties than the platform can stand in for */
export function propertiesOf<K extends keyof typeof schemas>(
  kind: K,
  { stack, logicalId, properties }: ResolvedResource,
): Properties<K> {
  const parsed = schemas[kind].safeParse(properties);
  if (parsed.success) return parsed.data as Properties<K>;
  const where = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new StartFault(`${stack}/${logicalId} cannot be stood in for: ${where}`);
}
