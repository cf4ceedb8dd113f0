import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

interface Watched {
  /** Whose change makes CloudFormation replace the resource (its resource reference, “Update requires: Replacement”). */
  readonly replacing: readonly string[];
  /** Whose change loses something although the resource stays. */
  readonly keeping?: readonly string[];
}

/** Resources that hold what cannot be made again, or whose loss people would notice. */
const watched: Readonly<Record<string, Watched>> = {
  'AWS::DynamoDB::Table': {
    replacing: ['TableName', 'KeySchema', 'ImportSourceSpecification'],
    keeping: [
      // A stream that is switched off, or of another kind, begins anew under another name.
      'StreamSpecification',
      'TimeToLiveSpecification',
      'DeletionProtectionEnabled',
      'PointInTimeRecoverySpecification',
    ],
  },
  'AWS::S3::Bucket': { replacing: ['BucketName', 'ObjectLockEnabled'], keeping: ['VersioningConfiguration'] },
  'AWS::KMS::Key': { replacing: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'] },
  'AWS::Cognito::UserPool': {
    replacing: ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration'],
    // Attributes can be added to a pool, and neither changed nor taken away.
    keeping: ['Schema', 'DeletionProtection'],
  },
  // Another client is another audience of tokens: everybody is signed out, and pages that know the old one sign nobody in.
  'AWS::Cognito::UserPoolClient': { replacing: ['UserPoolId', 'GenerateSecret', 'ClientName'] },
  // Passkeys are of one address, and open nothing at another.
  'AWS::Cognito::UserPoolDomain': { replacing: ['UserPoolId', 'Domain'] },
  // What it scans changes in place, and what it no longer scans can be read by nobody.
  'AWS::GuardDuty::MalwareProtectionPlan': { replacing: [], keeping: ['ProtectedResource'] },
  // What waits in it goes with it, such as word of a change, which is found by nobody else.
  'AWS::SQS::Queue': { replacing: ['QueueName', 'FifoQueue'] },
};

/** In stacks whose deletion loses something; keys elsewhere protect nothing that is kept. */
const statefulParts = ['records', 'identity', 'documents', 'scanning', 'events'];

const Baseline = z.record(
  z.string(),
  z.object({
    type: z.string(),
    properties: z.record(z.string(), z.unknown()),
    /** What becomes of it where it is taken from its stack, or replaced. */
    whenGone: z.string(),
    /** Of a table, by name. */
    indexes: z.record(z.string(), z.unknown()).optional(),
  }),
);
export type StatefulBaseline = z.output<typeof Baseline>;
type Entry = StatefulBaseline[string];

export interface StatefulStack {
  /** As `records`. */
  readonly part: string;
  /** With hub and stage: a stack of another name is another stack, without what the first one holds. */
  readonly stackName: string;
  readonly template: {
    readonly Resources?: Readonly<
      Record<
        string,
        {
          readonly Type: string;
          readonly Properties?: Readonly<Record<string, unknown>>;
          readonly DeletionPolicy?: string;
          readonly UpdateReplacePolicy?: string;
        }
      >
    >;
  };
}

export const baselineFile = join(import.meta.dirname, 'stateful-baseline.json');

export const readBaseline = (): StatefulBaseline => Baseline.parse(JSON.parse(readFileSync(baselineFile, 'utf8')));

function indexesOf(properties: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const indexes = properties.GlobalSecondaryIndexes as readonly { readonly IndexName: string }[] | undefined;
  return indexes && Object.fromEntries(indexes.map(({ IndexName, ...index }) => [IndexName, index]));
}

/** What a deployment of these stacks holds on to. */
export function statefulResources(stacks: readonly StatefulStack[]): StatefulBaseline {
  const entries = stacks
    .filter(({ part }) => statefulParts.includes(part))
    .flatMap(({ stackName, template }) =>
      Object.entries(template.Resources ?? {}).flatMap(([logicalId, resource]) => {
        const { Type: type, Properties = {}, DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete' } = resource;
        const { replacing = [], keeping = [] } = watched[type] ?? {};
        if (!(type in watched)) return [];
        const properties = Object.fromEntries(
          [...replacing, ...keeping].filter((name) => name in Properties).map((name) => [name, Properties[name]]),
        );
        const whenGone = `${DeletionPolicy}, ${UpdateReplacePolicy} when replaced`;
        const indexes = indexesOf(Properties);
        const entry: Entry = { type, properties, whenGone, ...(indexes && { indexes }) };
        return [[`${stackName}/${logicalId}`, entry] as const];
      }),
    );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const howToAllow =
  'If that is meant, and the data has been moved or is not needed, run "npm run allow-replacement" and have the change of infra/stateful-baseline.json reviewed';

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

const differing = (before: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => differs(before[name], now[name]));

function changesOfIndexes(before: Entry, now: Entry): string[] {
  const names = differing(before.indexes ?? {}, now.indexes ?? {});
  const lost = names.filter((name) => name in (before.indexes ?? {}));
  return [
    ...lost.map((name) => `would lose its index ${name} as it is, which code that is still running may read`),
    ...(names.length > 1
      ? [`would change ${names.length} indexes (${names.join(', ')}), of which DynamoDB takes one in each deployment`]
      : []),
  ];
}

function changesOf(before: Entry, now: Entry): string[] {
  const { replacing = [] } = watched[before.type] ?? {};
  return [
    ...differing(before.properties, now.properties).map((name) =>
      replacing.includes(name)
        ? `would be replaced, since its ${name} changes`
        : `would lose something: its ${name} changes`,
    ),
    ...(before.whenGone === now.whenGone ? [] : [`would no longer be kept as it was: ${now.whenGone}`]),
    ...changesOfIndexes(before, now),
  ];
}

/** Every way in which deploying `next` would delete, replace or weaken what `baseline` holds, each as a sentence. */
export function destructiveChanges(baseline: StatefulBaseline, next: StatefulBaseline): string[] {
  return Object.entries(baseline).flatMap(([id, before]) => {
    const now = next[id];
    const changes = now ? changesOf(before, now) : ['would be deleted, or replaced by one of another name'];
    return changes.map((change) => `${id} (${before.type}) ${change}. ${howToAllow}`);
  });
}
