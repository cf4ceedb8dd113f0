import { CfnMalwareProtectionPlan } from 'aws-cdk-lib/aws-guardduty';
import type { Construct } from 'constructs';
import { objectsOf } from '#records/documents/object-keys.ts';
import { HubStack, type HubStackProps } from '../constructs/hub-stack.ts';
import type { DocumentsStack } from './documents-stack.ts';

interface ScanningStackProps extends HubStackProps {
  readonly documents: DocumentsStack;
}

/**
 * GuardDuty scans each new document and tags it, and leaves alone what else lies in the bucket, which we wrote ourselves. Apart from the
 * bucket: it tries its role as the plan is made, and refuses one that was made moments before (GuardDuty user guide, “Troubleshooting IAM role permissions error”).
 */
export class ScanningStack extends HubStack {
  constructor(scope: Construct, id: string, props: ScanningStackProps) {
    super(scope, id, props);
    const { bucket, scanner } = props.documents;
    new CfnMalwareProtectionPlan(this, 'MalwareProtection', {
      role: scanner.roleArn,
      protectedResource: {
        s3Bucket: {
          bucketName: bucket.bucketName,
          objectPrefixes: Object.values(objectsOf).map(({ prefix }) => prefix),
        },
      },
      actions: { tagging: { status: 'ENABLED' } },
    });
  }
}
