import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { createFifoConsumer } from '../../shared/platform/fifo-consumer.ts';
import type { Log } from '../../shared/platform/logger.ts';
import type { Counter } from '../../shared/platform/metrics.ts';
import type { DeliverEmail } from './deliver-email.ts';
import { EmailJob } from './emails-queue.ts';

/** SQS hides a message for at most twelve hours. */
const longestWaitSeconds = 43_200;

/**
 * One batch from a queue of emails. An email that is to be tried later keeps those after it about the same booking
 * waiting, so that nobody hears of a cancellation before the booking.
 */
export const createDeliverEmails = (deps: {
  readonly deliverEmail: DeliverEmail;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly log: Log;
  readonly counter: Counter;
}) => {
  async function hideFor({ receiptHandle }: SQSRecord, seconds: number): Promise<void> {
    await deps.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: deps.queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.min(longestWaitSeconds, seconds),
      }),
    );
  }

  return createFifoConsumer({
    ...deps,
    async handle(message, work) {
      const { emailId } = EmailJob.parse(JSON.parse(message.body));
      const delivery = await deps.deliverEmail(emailId, work);
      if (delivery.outcome === 'later') await hideFor(message, delivery.inSeconds);
      return delivery.outcome === 'done';
    },
  });
};
