import { Duration } from 'aws-cdk-lib';
import { type DeadLetterQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { HubStack } from './hub-stack.ts';

/**
 * A queue that keeps the order within each group.
 *
 * @param functionTimeout - of what reads it
 * @param hiddenFor - six times that, as AWS advises, so that nothing that is being done is handed out again; for as long as that, a group
 *   stands still where the function was stopped in the middle
 */
export const fifoQueue = (
  scope: HubStack,
  id: string,
  functionTimeout: Duration,
  deadLetterQueue: DeadLetterQueue,
  hiddenFor = Duration.seconds(6 * functionTimeout.toSeconds()),
): Queue =>
  new Queue(scope, id, {
    fifo: true,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    visibilityTimeout: hiddenFor,
    retentionPeriod: Duration.days(scope.hub.stores.queueDays),
    deadLetterQueue,
  });
