import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, it } from 'vitest';
import { southEastLondon } from '#hub/south-east-london.ts';
import { type SecurityMeasure, securityMeasures } from '#privacy/security.ts';
import { synthesizeStage } from '../support/stacks.ts';

type Synthesized = ReturnType<typeof synthesizeStage>;

const resourcesOf = ({ json }: Synthesized, type: string) =>
  Object.values(json).flatMap(({ Resources }) => Object.values(Resources).filter(({ Type }) => Type === type));
const statementsOf = (stage: Synthesized, type: string) =>
  resourcesOf(stage, type).flatMap(
    ({ Properties }) => (Properties.PolicyDocument as { Statement: object[] }).Statement,
  );

/** What the policy and the record of processing claim, each by what shows it in the templates. */
const shown: { readonly [M in SecurityMeasure]: (stage: Synthesized) => void } = {
  encryption: (stage) => {
    for (const { Properties } of resourcesOf(stage, 'AWS::DynamoDB::Table'))
      expect(Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
    for (const { Properties } of resourcesOf(stage, 'AWS::S3::Bucket'))
      expect(Properties.BucketEncryption).toBeDefined();
  },
  transport: (stage) => {
    for (const { Properties } of resourcesOf(stage, 'AWS::ApiGateway::RestApi'))
      expect(Properties.SecurityPolicy).toMatch(/^SecurityPolicy_TLS13/);
    const buckets = resourcesOf(stage, 'AWS::S3::Bucket').length;
    const refused = statementsOf(stage, 'AWS::S3::BucketPolicy').filter((statement) =>
      JSON.stringify(statement).includes('"aws:SecureTransport":"false"'),
    );
    expect(refused).toHaveLength(buckets);
  },
  'least-privilege': (stage) => {
    const onRecords = statementsOf(stage, 'AWS::IAM::Policy').filter((statement) =>
      JSON.stringify(statement).includes('dynamodb:LeadingKeys'),
    );
    expect(onRecords.length).toBeGreaterThan(20);
  },
  'staff-sign-in': ({ templates }) => {
    templates.identity.hasResourceProperties('AWS::Cognito::UserPool', { MfaConfiguration: 'ON' });
  },
  'audit-trail': ({ templates }) => {
    templates.records.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: Match.objectLike({ Mode: 'COMPLIANCE' }) } },
    });
  },
  'malware-check': ({ templates }) => {
    templates.scanning.resourceCountIs('AWS::GuardDuty::MalwareProtectionPlan', 1);
  },
  'automatic-deletion': (stage) => {
    for (const { Properties } of resourcesOf(stage, 'AWS::DynamoDB::Table'))
      expect(Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
  },
  backups: (stage) => {
    for (const { Properties } of resourcesOf(stage, 'AWS::DynamoDB::Table'))
      expect(Properties.PointInTimeRecoverySpecification).toEqual({
        PointInTimeRecoveryEnabled: true,
        RecoveryPeriodInDays: southEastLondon.stores.emergencyCopyDays,
      });
  },
};

let production: Synthesized;
beforeAll(() => {
  production = synthesizeStage('production');
});

it.each(Object.keys(securityMeasures) as SecurityMeasure[])('%s is what the templates have', (measure) => {
  expect.hasAssertions();
  shown[measure](production);
  expect(resourcesOf(production, 'AWS::DynamoDB::Table').length).toBeGreaterThan(0);
});

it('lies in London, all of it', () => {
  for (const stack of Object.values(production.stacks)) expect(stack.region).toBe('eu-west-2');
});
