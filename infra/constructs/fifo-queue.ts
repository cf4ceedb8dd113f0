import { Duration } from 'aws-cdk-lib';
import { type DeadLetterQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { HubStack } from './hub-stack.ts';

/** A queue that keeps the order within each group. @param functionTimeout - of what reads it */
export const fifoQueue = (
  scope: HubStack,
  id: string,
  functionTimeout: Duration,
  deadLetterQueue: DeadLetterQueue,
): Queue =>
  new Queue(scope, id, {
    fifo: true,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    // Six times the function's time, as AWS advises, so that nothing that is being done is handed out again.
    visibilityTimeout: Duration.seconds(6 * functionTimeout.toSeconds()),
    retentionPeriod: Duration.days(scope.hub.stores.queueDays),
    deadLetterQueue,
  });
