import * as z from 'zod';
import type { Hub } from '#hub/hub.ts';
import type { Store } from '#privacy/store.ts';
import type { Resource, StoreKind } from '#privacy/store-kinds.ts';

/** How long a template has a store keep what is in it. */
export type KeptInTemplate =
  | { readonly ends: 'with-its-record' }
  | { readonly ends: 'after'; readonly days: number; readonly oldVersionDays?: number }
  /** Without hours where no property of the template has a say. */
  | { readonly ends: 'by-aws'; readonly hours?: number }
  | { readonly ends: 'when-emptied' }
  | { readonly ends: 'never' };

const never = { ends: 'never' } as const;

const Table = z.object({
  TimeToLiveSpecification: z.object({ AttributeName: z.literal('expiresAt'), Enabled: z.literal(true) }).optional(),
  PointInTimeRecoverySpecification: z.object({ RecoveryPeriodInDays: z.int().optional() }).optional(),
});
const Rule = z.object({
  Status: z.literal('Enabled'),
  Prefix: z.string().optional(),
  ExpirationInDays: z.int().optional(),
  NoncurrentVersionExpiration: z.object({ NoncurrentDays: z.int() }).optional(),
});
const Bucket = z.object({
  VersioningConfiguration: z.object({ Status: z.literal('Enabled') }).optional(),
  LifecycleConfiguration: z.object({ Rules: z.array(Rule) }).default({ Rules: [] }),
});
const Queue = z.object({ MessageRetentionPeriod: z.int().optional() });
const Log = z.object({ RetentionInDays: z.int().optional() });
const EventRule = z.object({
  Targets: z
    .array(z.object({ RetryPolicy: z.object({ MaximumEventAgeInSeconds: z.int().optional() }).optional() }))
    .default([]),
});
const Limit = z.object({ RateBasedStatement: z.object({ EvaluationWindowSec: z.int() }) });
const Visibility = z.object({ SampledRequestsEnabled: z.boolean() });
const Firewall = z.object({
  VisibilityConfig: Visibility,
  Rules: z.array(z.object({ Statement: z.unknown(), VisibilityConfig: Visibility })),
});

/** Of two rules for one object S3 follows the shorter; ours of a part are. */
function keptInBucket(properties: unknown, part: string | undefined): KeptInTemplate {
  const { LifecycleConfiguration, VersioningConfiguration } = Bucket.parse(properties);
  const { Rules } = LifecycleConfiguration;
  const rule = Rules.find(({ Prefix }) => Prefix === part) ?? Rules.find(({ Prefix }) => Prefix === undefined);
  const days = rule?.ExpirationInDays;
  const oldVersionDays = rule?.NoncurrentVersionExpiration?.NoncurrentDays;
  if (days === undefined) return never;
  if (!VersioningConfiguration) return { ends: 'after', days };
  return oldVersionDays === undefined ? never : { ends: 'after', days, oldVersionDays };
}

function keptByFirewall(properties: unknown): KeptInTemplate {
  const { VisibilityConfig, Rules } = Firewall.parse(properties);
  if ([{ VisibilityConfig }, ...Rules].some((each) => each.VisibilityConfig.SampledRequestsEnabled)) return never;
  const windows = Rules.flatMap(({ Statement }) => {
    const limit = Limit.safeParse(Statement);
    return limit.success ? [limit.data.RateBasedStatement.EvaluationWindowSec] : [];
  });
  return { ends: 'by-aws', hours: Math.max(...windows) / 3600 };
}

type Read = (properties: Resource['properties'], part: string | undefined) => KeptInTemplate;
const nothingToSet: Read = () => ({ ends: 'by-aws' });
const whenEmptied: Read = () => ({ ends: 'when-emptied' });

const read: Readonly<Record<StoreKind, Read>> = {
  items: (table) => (Table.parse(table).TimeToLiveSpecification ? { ends: 'with-its-record' } : never),
  changes: nothingToSet,
  copies: (table) => ({
    ends: 'after',
    // As DynamoDB has it where nothing is said.
    days: Table.parse(table).PointInTimeRecoverySpecification?.RecoveryPeriodInDays ?? 35,
  }),
  objects: keptInBucket,
  messages: (queue) => ({ ends: 'after', days: (Queue.parse(queue).MessageRetentionPeriod ?? 345_600) / 86_400 }),
  // Nobody can set anything else but for HTTP, where nothing of ours listens; an archive is another property.
  notices: (topic) => (topic.ArchivePolicy === undefined ? { ends: 'by-aws' } : never),
  events: (rule) => {
    const ages = EventRule.parse(rule).Targets.map(
      ({ RetryPolicy }) => RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400,
    );
    return { ends: 'by-aws', hours: Math.max(...ages) / 3600 };
  },
  // Longer or shorter would be an AWS::Lambda::EventInvokeConfig, which nobody has classified.
  invocations: nothingToSet,
  users: whenEmptied,
  'sign-ins': whenEmptied,
  log: (group) => {
    const days = Log.parse(group).RetentionInDays;
    return days === undefined ? never : { ends: 'after', days };
  },
  suppressions: whenEmptied,
  counts: keptByFirewall,
};

export const keptInTemplate = ({ kind, part }: Store, { properties }: Resource): KeptInTemplate =>
  read[kind](properties, part);

/** What the inventory says, as a template would have it. */
export function keptByInventory({ kind, kept }: Store, hub: Hub): KeptInTemplate {
  switch (kept.ends) {
    case 'after': {
      const { oldVersionDays } = kept;
      return { ends: 'after', days: kept.days(hub), ...(oldVersionDays !== undefined && { oldVersionDays }) };
    }
    case 'with-its-record': {
      // What the bucket ends by itself is but what the deletion of records has missed.
      const days = kept.backstopDays?.(hub);
      if (days !== undefined) return { ends: 'after', days, oldVersionDays: days };
      // No property of a bucket knows of records.
      return kind === 'objects' ? never : { ends: 'with-its-record' };
    }
    case 'by-aws':
      return { ends: 'by-aws', ...(kind === 'events' || kind === 'counts' ? { hours: kept.hours } : {}) };
    case 'when-emptied':
      return kept;
  }
}

/** What the rules of a bucket end by themselves, each with how its keys begin. */
export const lifecyclePrefixes = ({ properties }: Resource): string[] =>
  Bucket.parse(properties).LifecycleConfiguration.Rules.flatMap(({ Prefix }) => Prefix ?? []);
