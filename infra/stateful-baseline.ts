import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/**
 * Resources that hold what cannot be made again, and of each the properties whose change makes CloudFormation replace it
 * (CloudFormation's resource reference, “Update requires: Replacement”).
 */
const replacing: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema', 'ImportSourceSpecification'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::KMS::Key': ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  'AWS::Cognito::UserPool': ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration'],
};

/** In the stacks whose deletion loses data; keys and tables elsewhere protect nothing that is kept. */
const statefulStacks = ['records', 'identity', 'documents'];

const Baseline = z.record(z.string(), z.object({ type: z.string(), properties: z.record(z.string(), z.unknown()) }));
export type StatefulBaseline = z.output<typeof Baseline>;

interface Template {
  readonly Resources?: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}

export const baselineFile = join(import.meta.dirname, 'stateful-baseline.json');

export const readBaseline = (): StatefulBaseline => Baseline.parse(JSON.parse(readFileSync(baselineFile, 'utf8')));

/** What a deployment of these templates holds on to. @param templates - by the stack's part: `records`, `identity`, … */
export function statefulResources(templates: Readonly<Record<string, Template>>): StatefulBaseline {
  const entries = statefulStacks.flatMap((part) =>
    Object.entries(templates[part]?.Resources ?? {}).flatMap(([logicalId, { Type: type, Properties = {} }]) => {
      const names = replacing[type];
      if (!names) return [];
      const properties = Object.fromEntries(
        names.filter((name) => name in Properties).map((name) => [name, Properties[name]]),
      );
      return [[`${part}/${logicalId}`, { type, properties }] as const];
    }),
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const howToAllow =
  'If that is meant, and the data has been moved or is not needed, run "npm run allow-replacement" and have the change of infra/stateful-baseline.json reviewed';

/** Every way in which deploying `next` would delete or replace what `baseline` holds, each as a sentence. */
export function destructiveChanges(baseline: StatefulBaseline, next: StatefulBaseline): string[] {
  return Object.entries(baseline).flatMap(([id, { type, properties }]) => {
    const now = next[id];
    if (!now) return [`${id} (${type}) would be deleted, or replaced by one of another name. ${howToAllow}`];
    const names = new Set([...Object.keys(properties), ...Object.keys(now.properties)]);
    return [...names]
      .filter((name) => JSON.stringify(properties[name]) !== JSON.stringify(now.properties[name]))
      .map((name) => `${id} (${type}) would be replaced, since its ${name} changes. ${howToAllow}`);
  });
}
