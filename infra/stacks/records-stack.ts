import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { HubStackProps } from './hub-stack-props.ts';

const string = (name: string) => ({ name, type: AttributeType.STRING });

/** What the hub keeps: its records, and the trail of what staff did with them. Each under a key of its own. */
export class RecordsStack extends Stack {
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
    const addIndex = (table: Table, indexName: string) =>
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: string(`${indexName}pk`),
        sortKey: string(`${indexName}sk`),
        projectionType: ProjectionType.ALL,
      });

    this.records = keptTable('Records', 'the records of people and sessions', StreamViewType.NEW_AND_OLD_IMAGES);
    addIndex(this.records, 'gsi1');
    addIndex(this.records, 'gsi2');

    this.audit = keptTable('Audit', 'the audit trail');
    addIndex(this.audit, 'gsi1');
  }
}
