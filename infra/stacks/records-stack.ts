import { RemovalPolicy } from 'aws-cdk-lib';
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
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { inFiveMinutes } from '../constructs/hub-alarm.ts';
import { HubStack, type HubStackProps } from '../constructs/hub-stack.ts';

/** Those by which most is read and written: DynamoDB counts what it fails at by operation, and not for a table as a whole. */
const mostUsed = [Operation.GET_ITEM, Operation.QUERY, Operation.UPDATE_ITEM, Operation.TRANSACT_WRITE_ITEMS];

const string = (name: string) => ({ name, type: AttributeType.STRING });

/** What the hub keeps: its records, and the trail of what staff did with them. Each under a key of its own. */
export class RecordsStack extends HubStack {
  readonly records: Table;
  readonly audit: Table;

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
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
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

    this.audit = keptTable('Audit', 'the audit trail');
    addIndex(this.audit, 'gsi1');

    this.watchThrottling('Records', this.records);
    this.watchThrottling('Audit', this.audit);
    this.alarm(this, 'RecordsFailing', {
      metric: this.records.metricSystemErrorsForOperations({ operations: mostUsed, ...inFiveMinutes(Stats.SUM) }),
      threshold: 10,
      periods: 2,
      impact: 'People are asked to try again: DynamoDB itself fails',
      runbook: 'table-failing',
    });
  }

  /** An index that does not keep up holds up its table's writes, and is counted under its own name alone. */
  private watchThrottling(name: string, table: Table): void {
    const { globalSecondaryIndexes } = table.node.defaultChild as CfnTable;
    const declared = this.resolve(globalSecondaryIndexes) as { readonly indexName: string }[];
    const indexes = declared.map(({ indexName }) => ({ GlobalSecondaryIndexName: indexName }));
    const metrics = [{}, ...indexes].flatMap((index) =>
      ['ReadThrottleEvents', 'WriteThrottleEvents'].map(
        (metricName) =>
          new Metric({
            namespace: 'AWS/DynamoDB',
            metricName,
            dimensionsMap: { TableName: table.tableName, ...index },
            ...inFiveMinutes(Stats.SUM),
          }),
      ),
    );
    const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric]));
    this.alarm(this, `${name}Throttled`, {
      metric: new MathExpression({ expression: Object.keys(usingMetrics).join(' + '), usingMetrics }),
      threshold: 10,
      periods: 2,
      impact: 'People are asked to try again: the table does not keep up',
      runbook: 'table-throttled',
    });
  }
}
