import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { HubStack } from './hub-stack.ts';

/** What could not be carried out, for a person to look at. */
export const deadLetters = (scope: HubStack, id: string, props: QueueProps = {}): Queue => {
  const queue = new Queue(scope, id, {
    // SNS and EventBridge, which send here too, may not use the key that AWS manages for SQS (alias/aws/sqs).
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(scope.hub.stores.deadLetterDays),
    ...props,
  });
  Validations.of(queue).acknowledge({
    id: 'Serverless-SQSRedrivePolicy',
    reason: 'This is where letters are dead: nothing reads it but a person.',
  });
  return queue;
};
