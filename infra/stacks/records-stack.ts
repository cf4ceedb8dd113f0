import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AttributeType,
  BillingMode,
  type CfnTable,
  type GlobalSecondaryIndexProps,
  Operation,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { anyFunction } from '#platform/metrics.ts';
import { sealedHeadsDays } from '#privacy/stores.ts';
import { inFiveMinutes } from '../constructs/hub-alarm.ts';
import { HubStack, type HubStackProps } from '../constructs/hub-stack.ts';

/** Those by which most is read and written: DynamoDB counts what it fails at by operation, and not for a table as a whole. */
const mostUsed = [Operation.GET_ITEM, Operation.QUERY, Operation.UPDATE_ITEM, Operation.TRANSACT_WRITE_ITEMS];

const string = (name: string) => ({ name, type: AttributeType.STRING });

/** What the hub keeps: its records, and the trail of what staff did with them. Each under a key of its own. */
export class RecordsStack extends HubStack {
  readonly records: Table;
  readonly audit: Table;
  /** What people tell of themselves under a consent: one function may touch it. */
  readonly demographics: Table;
  /** Never leaves KMS: without it nobody can tell whose an entry of the index by subject is. */
  readonly subjects: Key;
  /** Where the trail has come to, day by day, for nobody to change: not by the functions, nor by who deploys them. */
  readonly seals: Bucket;

  constructor(scope: Construct, id: string, props: HubStackProps) {
    super(scope, id, props);
    const { protectData } = props.settings;
    const removalPolicy = protectData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    const keptTable = (tableId: string, purpose: string, stream?: StreamViewType) => {
      const encryptionKey = new Key(this, `${tableId}Key`, {
        description: `Encrypts ${purpose}`,
        enableKeyRotation: true,
        removalPolicy,
      });
      return new Table(this, tableId, {
        partitionKey: string('pk'),
        sortKey: string('sk'),
        billingMode: BillingMode.PAY_PER_REQUEST,
        encryption: TableEncryption.CUSTOMER_MANAGED,
        encryptionKey,
        timeToLiveAttribute: 'expiresAt',
        pointInTimeRecoverySpecification: {
          pointInTimeRecoveryEnabled: true,
          recoveryPeriodInDays: this.hub.stores.emergencyCopyDays,
        },
        deletionProtection: protectData,
        removalPolicy,
        ...(stream && { stream }),
      });
    };
    const addIndex = (
      table: Table,
      indexName: string,
      projection: Pick<GlobalSecondaryIndexProps, 'projectionType' | 'nonKeyAttributes'> = {
        projectionType: ProjectionType.ALL,
      },
    ) =>
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: string(`${indexName}pk`),
        sortKey: string(`${indexName}sk`),
        ...projection,
      });

    this.records = keptTable('Records', 'the records of people and sessions', StreamViewType.NEW_AND_OLD_IMAGES);
    addIndex(this.records, 'gsi1');
    addIndex(this.records, 'gsi2');
    // A list of keys, and of what tells that one has expired.
    addIndex(this.records, 'owed', { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ['expiresAt'] });

    // By whose a record is. It tells no kinds apart, so that nothing may query it but what serves people’s own rights.
    addIndex(this.records, 'subject', { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: ['expiresAt'] });
    // By what people read out to us of a booking or a request: the attribute itself, so that what was kept before has its place there, too.
    // Of any record with an attribute of that name it is a string, or DynamoDB refuses the record.
    this.records.addGlobalSecondaryIndex({
      indexName: 'reference',
      partitionKey: string('reference'),
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['expiresAt'],
    });
    this.subjects = new Key(this, 'Subjects', {
      description: 'Makes of an address what the index by subject knows it by',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy,
    });

    this.demographics = keptTable('Demographics', 'what people told of themselves');
    this.audit = keptTable('Audit', 'the audit trail');
    addIndex(this.audit, 'gsi1');
    addIndex(this.audit, 'gsi2', { projectionType: ProjectionType.KEYS_ONLY });
    this.seals = this.sealsBucket(props.settings, removalPolicy);

    // Lists leave out what cannot be read, and nobody else notices.
    this.alarm(this, 'RecordNotReadable', {
      // Counted whenever it is met, which may be every few minutes: a shorter period would tell of it anew each time.
      metric: this.counted('RecordNotReadable', anyFunction).with({ period: Duration.hours(2) }),
      threshold: 1,
      impact: 'Something stored cannot be read: it is missing from lists, and what it owes waits',
      runbook: 'record-not-readable',
    });
    this.watchThrottling('Records', this.records);
    this.watchThrottling('Audit', this.audit);
    this.watchThrottling('Demographics', this.demographics);
    this.alarm(this, 'RecordsFailing', {
      metric: this.records.metricSystemErrorsForOperations({ operations: mostUsed, ...inFiveMinutes(Stats.SUM) }),
      threshold: 10,
      periods: 2,
      impact: 'People are asked to try again: DynamoDB itself fails',
      runbook: 'table-failing',
    });
  }

  private sealsBucket({ protectData }: HubStackProps['settings'], removalPolicy: RemovalPolicy): Bucket {
    const kept = Duration.days(sealedHeadsDays(this.hub));
    const seals = new Bucket(this, 'Seals', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      // Hashes and ids of chains: nothing in them is anybody's.
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      // A stage that is thrown away must not leave for years what not even its account's owner can delete.
      objectLockDefaultRetention: protectData
        ? ObjectLockRetention.compliance(kept)
        : ObjectLockRetention.governance(Duration.days(1)),
      lifecycleRules: [{ expiration: kept.plus(Duration.days(1)), noncurrentVersionExpiration: Duration.days(1) }],
      removalPolicy,
    });
    Validations.of(seals).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'One function writes here once a day, and nobody can change what it wrote: who read it tells nothing.',
    });
    return seals;
  }

  /** An index that does not keep up holds up its table's writes, and is counted under its own name alone. */
  private watchThrottling(name: string, table: Table): void {
    const { globalSecondaryIndexes } = table.node.defaultChild as CfnTable;
    const declared = (this.resolve(globalSecondaryIndexes) ?? []) as { readonly indexName: string }[];
    const indexes = declared.map(({ indexName }) => ({ GlobalSecondaryIndexName: indexName }));
    // An alarm for each: one takes ten metrics at most.
    for (const what of ['Read', 'Write']) {
      const metrics = [{}, ...indexes].map(
        (index) =>
          new Metric({
            namespace: 'AWS/DynamoDB',
            metricName: `${what}ThrottleEvents`,
            dimensionsMap: { TableName: table.tableName, ...index },
            ...inFiveMinutes(Stats.SUM),
          }),
      );
      const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
      this.alarm(this, `${name}${what}sThrottled`, {
        metric: new MathExpression({ expression: Object.keys(usingMetrics).join(' + '), usingMetrics }),
        threshold: 10,
        periods: 2,
        impact: 'People are asked to try again: the table does not keep up',
        runbook: 'table-throttled',
      });
    }
  }
}
