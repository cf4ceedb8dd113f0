import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Log } from './logger.ts';
import type { Counter } from './metrics.ts';
import { type Work, workWithin } from './work.ts';

/**
 * Handles the messages of a FIFO queue: groups side by side, each group in its order. What is not done with comes again, and
 * with it what follows in its group.
 *
 * @param deps.handle - answers whether the message is done with; where it throws, it is not
 */
export const createFifoConsumer = (deps: {
  readonly handle: (message: SQSRecord, work: Work) => Promise<boolean>;
  readonly log: Log;
  readonly counter: Counter;
}) => {
  async function isDone(message: SQSRecord, work: Work): Promise<boolean> {
    try {
      return await deps.handle(message, work);
    } catch (error) {
      deps.log.event('event-failed', { error });
      return false;
    }
  }

  /** Answers those that are not done with: from the first of them on, since what comes after it must wait. */
  async function handleInOrder(messages: readonly SQSRecord[], work: Work): Promise<readonly SQSRecord[]> {
    for (const [index, message] of messages.entries()) {
      if (!(await isDone(message, work))) return messages.slice(index);
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
