import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface QueuedMessage {
  readonly body: unknown;
  /** Messages of one group are handled one after the other. */
  readonly group: string;
  /** The same again within five minutes is the same message. */
  readonly deduplicationId: string;
}

/** SQS takes at most ten messages at once. */
const batchLimit = 10;

/** Sends messages in their order, and answers the places of those that the queue did not take. */
export type FifoQueue = (messages: readonly QueuedMessage[]) => Promise<ReadonlySet<number>>;

export const createFifoQueue =
  ({ sqs, queueUrl }: { readonly sqs: SQSClient; readonly queueUrl: string }): FifoQueue =>
  async (messages) => {
    const refused = new Set<number>();
    for (let first = 0; first < messages.length; first += batchLimit) {
      const { Failed = [] } = await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: messages.slice(first, first + batchLimit).map(({ body, group, deduplicationId }, index) => ({
            Id: String(first + index),
            MessageBody: JSON.stringify(body),
            MessageGroupId: group,
            MessageDeduplicationId: deduplicationId,
          })),
        }),
      );
      for (const { Id } of Failed) refused.add(Number(Id));
    }
    return refused;
  };
