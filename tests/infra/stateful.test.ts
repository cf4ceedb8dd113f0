import { beforeAll, describe, expect, it } from 'vitest';
import {
  destructiveChanges,
  readBaseline,
  type StatefulBaseline,
  type StatefulStack,
  statefulResources,
} from '../../infra/stateful-baseline.ts';
import { synthesizeStage } from '../support/stacks.ts';

describe('the stacks of production', () => {
  let stacks: readonly StatefulStack[];

  beforeAll(() => {
    const stage = synthesizeStage('production');
    stacks = Object.entries(stage.stacks).map(([part, { stackName }]) => ({
      part,
      stackName,
      template: stage.json[part as keyof typeof stage.json],
    }));
  });

  it('would neither delete, replace nor weaken anything that holds data', () => {
    expect(destructiveChanges(readBaseline(), statefulResources(stacks))).toEqual([]);
  });

  it('hold nothing that the baseline does not know; "npm run allow-replacement" adds what is new', () => {
    expect(Object.keys(readBaseline())).toEqual(Object.keys(statefulResources(stacks)));
  });

  it('are watched whole: tables, buckets, keys, pools, their clients and addresses, the scanner’s plan, queues', () => {
    const types = new Set(Object.values(statefulResources(stacks)).map(({ type }) => type));
    expect([...types].sort()).toEqual([
      'AWS::Cognito::UserPool',
      'AWS::Cognito::UserPoolClient',
      'AWS::Cognito::UserPoolDomain',
      'AWS::DynamoDB::Table',
      'AWS::GuardDuty::MalwareProtectionPlan',
      'AWS::KMS::Key',
      'AWS::S3::Bucket',
      'AWS::SQS::Queue',
    ]);
  });

  it('would be stopped under another name, which would be a new and empty hub', () => {
    const renamed = stacks.map((stack) => ({ ...stack, stackName: `new-${stack.stackName}` }));
    const stopped = destructiveChanges(readBaseline(), statefulResources(renamed));
    expect(stopped).toHaveLength(Object.keys(readBaseline()).length);
    expect(stopped[0]).toContain('would be deleted, or replaced by one of another name');
  });
});

describe('the gate against destructive changes', () => {
  const table = {
    type: 'AWS::DynamoDB::Table',
    properties: {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      DeletionProtectionEnabled: true,
    },
    whenGone: 'Retain, Retain when replaced',
    indexes: { gsi1: { KeySchema: ['gsi1pk'] } },
  };
  const baseline: StatefulBaseline = { 'hub-records/Records1': table };
  const change = (changes: Partial<typeof table>): string[] =>
    destructiveChanges(baseline, { 'hub-records/Records1': { ...table, ...changes } });

  it('names a table that would be gone', () => {
    expect(destructiveChanges(baseline, {})).toEqual([
      expect.stringMatching(/^hub-records\/Records1 .* would be deleted/),
    ]);
  });

  it('names the property that would make CloudFormation replace it', () => {
    const { properties } = table;
    expect(change({ properties: { ...properties, KeySchema: [], TableName: 'records' } as never })).toEqual([
      expect.stringContaining('since its KeySchema changes'),
      expect.stringContaining('since its TableName changes'),
    ]);
  });

  it.each(['StreamSpecification', 'TimeToLiveSpecification', 'DeletionProtectionEnabled'] as const)(
    'names what would be lost though the table stays: %s',
    (name) => {
      const { [name]: _, ...properties } = table.properties;
      expect(change({ properties: properties as never })).toEqual([
        expect.stringContaining(`would lose something: its ${name} changes`),
      ]);
    },
  );

  it('names what would no longer outlive its stack', () => {
    expect(change({ whenGone: 'Delete, Delete when replaced' })).toEqual([
      expect.stringContaining('would no longer be kept as it was: Delete, Delete when replaced'),
    ]);
  });

  it('names an index that would go, or be made otherwise', () => {
    expect(change({ indexes: {} as never })).toEqual([expect.stringContaining('would lose its index gsi1')]);
    expect(change({ indexes: { gsi1: { KeySchema: ['other'] } } })).toEqual([
      expect.stringContaining('would lose its index gsi1'),
    ]);
  });

  it('takes one new index at a time', () => {
    const { gsi1 } = table.indexes;
    expect(change({ indexes: { gsi1, gsi2: {} } as never })).toEqual([]);
    expect(change({ indexes: { gsi1, gsi2: {}, gsi3: {} } as never })).toEqual([
      expect.stringContaining('would change 2 indexes (gsi2, gsi3)'),
    ]);
  });

  it('lets new things come', () => {
    const next = { ...baseline, 'hub-records/New': table };
    expect(destructiveChanges(baseline, next)).toEqual([]);
  });
});
