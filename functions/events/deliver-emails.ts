import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Log } from '../../shared/platform/logger.ts';
import type { Counter } from '../../shared/platform/metrics.ts';
import { type Work, workWithin } from '../../shared/platform/work.ts';
import type { DeliverEmail } from './deliver-email.ts';
import { EmailJob } from './emails-queue.ts';

/** SQS hides a message for at most twelve hours. */
const longestWaitSeconds = 43_200;

/**
 * One batch from the queue of emails. An email that is to be tried later keeps those after it about the same booking
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

  /** Whether the message is done with. */
  async function handle(message: SQSRecord, work: Work): Promise<boolean> {
    try {
      const { emailId } = EmailJob.parse(JSON.parse(message.body));
      const delivery = await deps.deliverEmail(emailId, work);
      if (delivery.outcome === 'later') await hideFor(message, delivery.inSeconds);
      return delivery.outcome === 'done';
    } catch (error) {
      deps.log.event('event-failed', { error });
      return false;
    }
  }

  /** Answers those that are not done with: from the first of them on, since what comes after it must wait. */
  async function handleInOrder(messages: readonly SQSRecord[], work: Work): Promise<readonly SQSRecord[]> {
    for (const [index, message] of messages.entries()) {
      if (!(await handle(message, work))) return messages.slice(index);
    }
    return [];
  }

  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    const groups = Map.groupBy(event.Records, ({ attributes }) => attributes.MessageGroupId);
    const failed = (await Promise.all([...groups.values()].map((messages) => handleInOrder(messages, work)))).flat();
    deps.counter.flush();
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
};
