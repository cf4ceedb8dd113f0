import { Validations } from 'aws-cdk-lib';
import { SqsEventSource, type SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { HubFunction } from './hub-function.ts';

/** Has a function carry out what a queue holds, message by message: those that failed come again, and no other. */
export function readQueue(
  fn: HubFunction<unknown>,
  queue: Queue,
  how: Required<Pick<SqsEventSourceProps, 'batchSize' | 'maxConcurrency'>>,
): void {
  fn.lambda.addEventSource(new SqsEventSource(queue, { ...how, reportBatchItemFailures: true }));
  Validations.of(fn).acknowledge({
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason: 'A queue has no destination for failures but its own dead-letter queue, which it has.',
  });
}
