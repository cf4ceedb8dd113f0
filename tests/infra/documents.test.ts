import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { synthesizeStage } from '../support/stacks.ts';

describe('where documents lie', () => {
  let stage: ReturnType<typeof synthesizeStage>;

  beforeAll(() => {
    stage = synthesizeStage('production');
  });

  const bucketOf = () => {
    const [bucket] = Object.values(
      stage.templates.documents.findResources('AWS::S3::Bucket', {
        Properties: { VersioningConfiguration: { Status: 'Enabled' } },
      }),
    );
    if (!bucket) throw new Error('There is no bucket with versions');
    return bucket;
  };

  interface Statement {
    readonly Sid?: string;
    readonly Effect: string;
    readonly Principal: unknown;
    readonly Action: string | string[];
    readonly Resource?: unknown;
    readonly NotResource?: unknown;
    readonly Condition?: Record<string, Record<string, unknown>>;
  }
  const policyOf = (): Statement[] => {
    const policies = Object.values(stage.json.documents.Resources).filter(
      ({ Type }) => Type === 'AWS::S3::BucketPolicy',
    );
    return policies.flatMap(({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement);
  };
  const refusal = (sid: string) => {
    const found = policyOf().find(({ Sid }) => Sid === sid);
    if (!found) throw new Error(`There is no ${sid}`);
    return found;
  };

  it('encrypts every document under a key of their own, which is turned over', () => {
    stage.templates.documents.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    expect(bucketOf().Properties.BucketEncryption).toMatchObject({
      ServerSideEncryptionConfiguration: [
        { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
      ],
    });
  });

  it('refuses whatever comes in under no key or another', () => {
    expect(refusal('RefuseOtherEncryption')).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:PutObject',
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    });
    const { Condition } = refusal('RefuseOtherKeys');
    const key = Condition?.StringNotEquals?.['s3:x-amz-server-side-encryption-aws-kms-key-id'];
    expect(JSON.stringify(key)).toContain('DocumentsKey');
  });

  it('holds tables to the same key where they name one, which their parts do not', () => {
    const encryption = 's3:x-amz-server-side-encryption';
    const key = `${encryption}-aws-kms-key-id`;
    expect(refusal('RefuseOtherEncryptionOfTables')).toMatchObject({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 's3:PutObject',
      Condition: { StringNotEquals: { [encryption]: 'aws:kms' }, Null: { [encryption]: 'false' } },
    });
    const { Action, Condition } = refusal('RefuseOtherKeysOfTables');
    expect(Action).toBe('s3:PutObject');
    expect(Condition?.Null).toEqual({ [key]: 'false' });
    expect(JSON.stringify(Condition?.StringNotEquals?.[key])).toContain('DocumentsKey');
    expect(refusal('RefuseNoKeyOfTables').Condition).toMatchObject({
      StringEquals: { [encryption]: 'aws:kms' },
      Null: { [key]: 'true' },
    });
  });

  it('makes an exception for tables alone, and none from who may tag', () => {
    const [tables, everything] = ['/exports/*', '/*'];
    const suffix = (arn: unknown) => (arn as { 'Fn::Join': [string, unknown[]] } | undefined)?.['Fn::Join'][1].at(-1);
    for (const sid of ['RefuseOtherEncryption', 'RefuseOtherKeys', 'RefuseWhatIsNotClean']) {
      expect([suffix(refusal(sid).NotResource), refusal(sid).Resource], sid).toEqual([tables, undefined]);
    }
    for (const sid of ['RefuseOtherEncryptionOfTables', 'RefuseOtherKeysOfTables', 'RefuseNoKeyOfTables']) {
      expect(suffix(refusal(sid).Resource), sid).toBe(tables);
    }
    expect(suffix(refusal('RefuseTagging').Resource)).toBe(everything);
  });

  it('lets nobody but the scanner read what was not found clean, or say that it is', () => {
    const reading = refusal('RefuseWhatIsNotClean');
    expect(reading.Action).toEqual(['s3:GetObject', 's3:GetObjectVersion']);
    expect(reading.Condition).toMatchObject({
      StringNotEquals: { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': 'NO_THREATS_FOUND' },
    });
    expect(refusal('RefuseTagging').Action).toEqual(['s3:PutObjectTagging', 's3:PutObjectVersionTagging']);
    for (const sid of [
      'RefuseWhatIsNotClean',
      'RefuseTagging',
      'RefuseOtherEncryption',
      'RefuseOtherKeys',
      'RefuseOtherEncryptionOfTables',
      'RefuseOtherKeysOfTables',
      'RefuseNoKeyOfTables',
    ]) {
      const [[, but] = []] = [Object.entries(refusal(sid).Condition?.ArnNotEquals ?? {})[0] ?? []];
      expect(JSON.stringify(but), sid).toContain('MalwareProtectionRole');
    }
  });

  it('has GuardDuty scan and tag whatever people upload, and nothing that we write', () => {
    stage.templates.scanning.hasResourceProperties('AWS::GuardDuty::MalwareProtectionPlan', {
      Actions: { Tagging: { Status: 'ENABLED' } },
      ProtectedResource: {
        S3Bucket: { BucketName: Match.anyValue(), ObjectPrefixes: ['documents/', 'training-documents/'] },
      },
    });
  });

  it('makes the role that GuardDuty tries well before the plan, trusting it without a condition that it may not meet', () => {
    const { scanning, documents, identity } = stage.stacks;
    expect(scanning.dependencies).toEqual(expect.arrayContaining([documents, identity]));
    stage.templates.documents.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'malware-protection-plan.guardduty.amazonaws.com' },
          },
        ],
      },
    });
  });

  it('hears of results, of tags that could not be put, and of a plan that stands still', () => {
    const heard = Object.values(stage.templates.events.findResources('AWS::Events::Rule')).flatMap(({ Properties }) =>
      Properties.EventPattern?.source?.includes('aws.guardduty')
        ? [[Object.keys(Properties.EventPattern.detail)[0], Properties.EventPattern['detail-type']]]
        : [],
    );
    expect(heard).toEqual([
      ['s3ObjectDetails', ['GuardDuty Malware Protection Object Scan Result']],
      ['s3ObjectDetails', ['GuardDuty Malware Protection Post Scan Action Failed']],
      [
        's3BucketDetails',
        ['GuardDuty Malware Protection Resource Status Warning', 'GuardDuty Malware Protection Resource Status Error'],
      ],
    ]);
  });

  it('is open to nobody in public, nor to anybody without TLS', () => {
    for (const bucket of Object.values(stage.templates.documents.findResources('AWS::S3::Bucket'))) {
      expect(bucket.Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(bucket.Properties.OwnershipControls).toEqual({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] });
    }
    const insecure = policyOf().filter(({ Condition }) => Condition?.Bool?.['aws:SecureTransport'] === 'false');
    expect(insecure).toHaveLength(2);
  });

  it('takes forms from the hub’s own pages alone', () => {
    expect(bucketOf().Properties.CorsConfiguration).toEqual({
      CorsRules: [
        {
          AllowedHeaders: ['*'],
          AllowedMethods: ['POST'],
          AllowedOrigins: ['https://www.selwdh.co.uk'],
          MaxAge: 3600,
        },
      ],
    });
  });

  it('keeps who came, and deletes in the end what the stream of deletions has missed', () => {
    const { LoggingConfiguration, LifecycleConfiguration } = bucketOf().Properties;
    expect(LoggingConfiguration).toMatchObject({ LogFilePrefix: 'documents/' });
    expect(LifecycleConfiguration.Rules).toEqual([
      {
        Status: 'Enabled',
        Prefix: 'documents/',
        ExpirationInDays: 2920,
        NoncurrentVersionExpiration: { NoncurrentDays: 2920 },
      },
      // And nothing ends evidence of training, which is kept as long as an account is used.
      { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
      // Of two rules for one object, the shorter one is followed.
      {
        Status: 'Enabled',
        Prefix: 'exports/',
        ExpirationInDays: 1,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ]);
  });

  it('outlives its stack', () => {
    expect(bucketOf()).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(stage.stacks.documents.terminationProtection).toBe(true);
  });
});
