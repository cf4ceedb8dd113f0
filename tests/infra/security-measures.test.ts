import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
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

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const itemActions = /^dynamodb:(\*|(Batch)?(Get|Put|Update|Delete|Write)Item|Query|Scan|ConditionCheckItem|PartiQL)/;

/** What reads or changes records themselves, or an index of them. */
const isOnRecords = ({ Action, Resource }: Statement): boolean =>
  [Action].flat().some((action) => action === '*' || itemActions.test(action)) &&
  /Resource":"\*|"\*"|FnGetAttRecords[0-9A-F]{8}Arn|"Records[0-9A-F]{8}"/.test(JSON.stringify(Resource));

/** Whether it lets more of the records be seen, or changed, than kinds that it names. */
function isTooWide(statement: Statement): boolean {
  if (!isOnRecords(statement)) return false;
  const { Action, Condition } = statement;
  const kinds = [Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? '*'].flat() as string[];
  // A call without any key, such as a scan, meets a condition for all of them.
  const needsKeys = Condition?.Null?.['dynamodb:LeadingKeys'] === 'false';
  const namesActions = [Action].flat().every((action) => !action.includes('*') && action !== 'dynamodb:Scan');
  // What is found by a reference is keys alone, in an index of its own.
  const isByReference = JSON.stringify(statement.Resource).includes('/index/reference"');
  const isNamed = (kind: string) => /^[A-Z][A-Z-]+(#.*)?$/.test(kind) || (isByReference && kind === '?????-?????');
  return !needsKeys || !namesActions || !kinds.every(isNamed);
}

type Encryption = {
  readonly ServerSideEncryptionConfiguration: readonly {
    readonly ServerSideEncryptionByDefault: { readonly SSEAlgorithm: string; readonly KMSMasterKeyID?: unknown };
  }[];
};

const bucketNamed = ({ json }: Synthesized, name: RegExp) => {
  const [found] = Object.values(json).flatMap(({ Resources }) =>
    Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
      Type === 'AWS::S3::Bucket' && name.test(id) ? [Properties] : [],
    ),
  );
  return found ?? {};
};

/** That it is the key of a template of ours, which nobody else may use, and not one that AWS made for the account. */
function expectOwnKey({ json }: Synthesized, of: unknown): void {
  const [id] = ((of as { readonly 'Fn::GetAtt'?: readonly string[] } | undefined)?.['Fn::GetAtt'] ?? []) as string[];
  const keys = Object.values(json).flatMap(({ Resources }) =>
    Object.entries(Resources).flatMap(([name, { Type }]) => (Type === 'AWS::KMS::Key' ? [name] : [])),
  );
  expect(keys, JSON.stringify(of)).toContain(id);
}

/** What the policy and the record of processing claim, each by what shows it in the templates. */
const shown: { readonly [M in SecurityMeasure]: (stage: Synthesized) => void } = {
  encryption: (stage) => {
    const tables = resourcesOf(stage, 'AWS::DynamoDB::Table');
    expect(tables.length).toBeGreaterThan(1);
    for (const { Properties } of tables) {
      expect(Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
      expectOwnKey(stage, (Properties.SSESpecification as { KMSMasterKeyId?: unknown }).KMSMasterKeyId);
    }
    for (const { Properties } of resourcesOf(stage, 'AWS::S3::Bucket'))
      expect(Properties.BucketEncryption).toBeDefined();
    const documents = bucketNamed(stage, /^Documents[0-9A-F]{8}$/).BucketEncryption as Encryption;
    const [by] = documents.ServerSideEncryptionConfiguration.map((each) => each.ServerSideEncryptionByDefault);
    expect(by?.SSEAlgorithm).toBe('aws:kms');
    expectOwnKey(stage, by?.KMSMasterKeyID);
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
    const statements = statementsOf(stage, 'AWS::IAM::Policy') as Statement[];
    expect(statements.filter(isTooWide)).toEqual([]);
    // Were the table named otherwise, nothing would be found that could be too wide.
    expect(statements.filter(isOnRecords).length).toBeGreaterThan(20);
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

describe('what shows them', () => {
  const records = { 'Fn::ImportValue': 'hub:ExportsOutputFnGetAttRecords01234567Arn89ABCDEF' };
  const narrow: Statement = {
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:Query'],
    Resource: records,
    Condition: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['BOOKING#*', 'SESSIONS-ALL'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  };

  it.each<[string, Statement]>([
    ['every kind', { ...narrow, Condition: { Null: { 'dynamodb:LeadingKeys': 'false' } } }],
    [
      'any key',
      { ...narrow, Condition: { ...narrow.Condition, 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['*'] } } },
    ],
    [
      'whatever has a reference, but by its index',
      {
        ...narrow,
        Condition: { ...narrow.Condition, 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['?????-?????'] } },
      },
    ],
    ['a scan', { ...narrow, Action: 'dynamodb:Scan' }],
    ['every action', { ...narrow, Action: 'dynamodb:*' }],
    ['every table', { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' }],
  ])('refuses %s', (_what, statement) => {
    expect(isTooWide(narrow)).toBe(false);
    expect(isTooWide(statement)).toBe(true);
  });

  it('refuses a key that is not ours', () => {
    expect(() => expectOwnKey(production, undefined)).toThrow();
    expect(() => expectOwnKey(production, { 'Fn::GetAtt': ['AwsManagedKey', 'Arn'] })).toThrow();
  });
});
