import { CfnOutput, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AnyPrincipal,
  Effect,
  PolicyStatement,
  type PolicyStatementProps,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { documentsBackstopDays } from '#privacy/stores.ts';
import { objectsOf } from '#records/documents/object-keys.ts';
import { HubStack, type HubStackProps } from '../constructs/hub-stack.ts';

/** The tag that GuardDuty puts on what it has scanned, and its value for what is clean. */
const scanTag = { key: 'GuardDutyMalwareScanStatus', clean: 'NO_THREATS_FOUND' } as const;

/** Tables that were too large to be answered: a copy of personal data, for as long as it takes to fetch it. */
const exported = 'exports/';

/** Invoices, statements and evidence, each under the documents' own key, readable once it was found to be clean. */
export class DocumentsStack extends HubStack {
  readonly bucket: Bucket;
  readonly key: Key;
  /** What GuardDuty scans with. Its plan is made in a later stack. */
  readonly scanner: Role;

  constructor(scope: Construct, id: string, props: HubStackProps) {
    super(scope, id, props);
    const { settings } = props;
    const { exportDays } = this.hub.stores;
    const { documentAccessLogDays } = this.hub.retention;
    const longestKept = Duration.days(documentsBackstopDays(this.hub));
    const removalPolicy = settings.protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.key = new Key(this, 'DocumentsKey', {
      description: 'Encrypts invoices, statements and evidence',
      enableKeyRotation: true,
      removalPolicy,
    });
    const shared = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy,
    };
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...shared,
      // The service that writes access logs can use no key of ours.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(documentAccessLogDays) }],
    });
    this.bucket = new Bucket(this, 'Documents', {
      ...shared,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      versioned: true,
      cors: [
        {
          allowedMethods: [HttpMethods.POST],
          allowedOrigins: [settings.siteUrl, ...settings.otherOrigins],
          allowedHeaders: ['*'],
          maxAge: 3600,
        },
      ],
      lifecycleRules: [
        {
          prefix: objectsOf.funding.prefix,
          expiration: longestKept,
          // As long: were a second file posted over it, the one that was checked would no longer be the current version.
          noncurrentVersionExpiration: longestKept,
        },
        // Evidence of training ends with an account, which is kept as long as it is used: no number of days is long enough for it.
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
        {
          // Of two rules for one object S3 follows the shorter. It counts to the midnight after, and deletes for good what the first
          // expiry has hidden: of one day, nothing is left after four, and nobody has a link for longer than a minute.
          prefix: exported,
          expiration: Duration.days(exportDays),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    this.logAccessTo(accessLogs);
    this.scanner = this.scannerRole();
    this.refuseUnlessSafe(this.scanner);
    new CfnOutput(this, 'DocumentsBucket', { value: this.bucket.bucketName });
    new CfnOutput(this, 'DocumentsUploadUrl', {
      value: `https://${this.bucket.bucketRegionalDomainName}`,
      description: 'Where pages post documents to: part of their content security policy',
    });
  }

  /** By the bucket's policy: the construct library would do it by access control lists, which are switched off. */
  private logAccessTo(logs: Bucket): void {
    const prefix = 'documents/';
    logs.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [logs.arnForObjects(`${prefix}*`)],
        conditions: {
          ArnLike: { 'aws:SourceArn': this.bucket.bucketArn },
          StringEquals: { 'aws:SourceAccount': this.account },
        },
      }),
    );
    const bucket = this.bucket.node.defaultChild as CfnBucket;
    bucket.loggingConfiguration = { destinationBucketName: logs.bucketName, logFilePrefix: prefix };
  }

  /** What GuardDuty may do here, and nobody else (GuardDuty user guide, “Malware Protection for S3”, prerequisites). */
  private scannerRole(): Role {
    const { bucket, key } = this;
    const role = new Role(this, 'MalwareProtectionRole', {
      // Without a condition, as the guide has it: which keys GuardDuty sends when it assumes a role is not documented.
      assumedBy: new ServicePrincipal('malware-protection-plan.guardduty.amazonaws.com'),
    });
    const managedRules = this.formatArn({
      service: 'events',
      resource: 'rule',
      resourceName: 'DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*',
    });
    const statements: readonly PolicyStatement[] = [
      new PolicyStatement({
        actions: ['events:PutRule', 'events:DeleteRule', 'events:PutTargets', 'events:RemoveTargets'],
        resources: [managedRules],
        conditions: { StringLike: { 'events:ManagedBy': 'malware-protection-plan.guardduty.amazonaws.com' } },
      }),
      new PolicyStatement({
        actions: ['events:DescribeRule', 'events:ListTargetsByRule'],
        resources: [managedRules],
      }),
      new PolicyStatement({
        actions: [
          's3:GetObject',
          's3:GetObjectVersion',
          's3:GetObjectTagging',
          's3:GetObjectVersionTagging',
          's3:PutObjectTagging',
          's3:PutObjectVersionTagging',
        ],
        resources: [bucket.arnForObjects('*')],
      }),
      new PolicyStatement({
        actions: ['s3:ListBucket', 's3:GetBucketNotification', 's3:PutBucketNotification'],
        resources: [bucket.bucketArn],
      }),
      new PolicyStatement({
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects('malware-protection-resource-validation-object')],
      }),
      new PolicyStatement({
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: [key.keyArn],
        conditions: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
      }),
    ];
    for (const statement of statements) role.addToPolicy(statement);
    Validations.of(role).acknowledge(
      {
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:events:${this.region}:<AWS::AccountId>:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*]`,
        reason: 'GuardDuty names the rules that it makes for itself, and may touch those alone.',
      },
      {
        id: `AwsSolutions-IAM5[Resource::<${this.logicalIdOf(bucket)}.Arn>/*]`,
        reason: 'It scans every object of this bucket.',
      },
    );
    return role;
  }

  private logicalIdOf(bucket: Bucket): string {
    return this.getLogicalId(bucket.node.defaultChild as never);
  }

  /** Whatever anybody's own policy says: nothing comes in under another key, and nothing goes out that was not found clean. */
  private refuseUnlessSafe(scanner: Role): void {
    const { bucket, key } = this;
    const butTheScanner = { ArnNotEquals: { 'aws:PrincipalArn': scanner.roleArn } };
    const tables = [bucket.arnForObjects(`${exported}*`)];
    const refuse = (
      sid: string,
      actions: readonly string[],
      conditions: Record<string, Record<string, string>>,
      where: Pick<PolicyStatementProps, 'resources' | 'notResources'> = { resources: [bucket.arnForObjects('*')] },
    ) =>
      bucket.addToResourcePolicy(
        new PolicyStatement({
          sid,
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: [...actions],
          ...where,
          conditions: { ...butTheScanner, ...conditions },
        }),
      );
    const encryption = 's3:x-amz-server-side-encryption';
    const encryptionKey = `${encryption}-aws-kms-key-id`;
    const [otherEncryption, otherKey] = [{ [encryption]: 'aws:kms' }, { [encryptionKey]: key.keyArn }];
    refuse('RefuseOtherEncryption', ['s3:PutObject'], { StringNotEquals: otherEncryption }, { notResources: tables });
    refuse('RefuseOtherKeys', ['s3:PutObject'], { StringNotEquals: otherKey }, { notResources: tables });
    // A part of a table names no encryption, which is the table's own: that which its beginning named, or else the bucket's, this key.
    const named = (header: string) => ({ Null: { [header]: 'false' } });
    refuse(
      'RefuseOtherEncryptionOfTables',
      ['s3:PutObject'],
      { StringNotEquals: otherEncryption, ...named(encryption) },
      { resources: tables },
    );
    refuse(
      'RefuseOtherKeysOfTables',
      ['s3:PutObject'],
      { StringNotEquals: otherKey, ...named(encryptionKey) },
      { resources: tables },
    );
    // Where that encryption is named and no key, S3 would take one of its own.
    refuse(
      'RefuseNoKeyOfTables',
      ['s3:PutObject'],
      { StringEquals: otherEncryption, Null: { [encryptionKey]: 'true' } },
      { resources: tables },
    );
    // What we wrote ourselves is not scanned.
    refuse(
      'RefuseWhatIsNotClean',
      ['s3:GetObject', 's3:GetObjectVersion'],
      { StringNotEquals: { [`s3:ExistingObjectTag/${scanTag.key}`]: scanTag.clean } },
      { notResources: tables },
    );
    // Nobody else says of an object that it is clean.
    refuse('RefuseTagging', ['s3:PutObjectTagging', 's3:PutObjectVersionTagging'], {});
  }
}
