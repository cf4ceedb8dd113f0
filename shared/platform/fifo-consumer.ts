import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Log } from './logger.ts';
import type { Counter } from './metrics.ts';
import { type Work, workWithin } from './work.ts';

export type Handled =
  | { readonly outcome: 'done' }
  /** To be tried again, no sooner than in so many seconds. */
  | { readonly outcome: 'later'; readonly inSeconds: number };

/** Of one group: as it comes, there is one at least. */
type Messages = readonly [SQSRecord, ...SQSRecord[]];

interface Step<Body> {
  readonly messages: Messages;
  /** Throws where it cannot be read. */
  readonly body: () => Body;
}

const bodyOf = ({ body }: SQSRecord): unknown => JSON.parse(body);

/** SQS hides a message for at most twelve hours. */
const longestWaitSeconds = 43_200;

/** 10 s, 20 s, 40 s … up to five minutes: sooner than the queue by itself would hand it out again. */
const waitAfterFailure = ({ attributes }: SQSRecord): number =>
  Math.min(300, 5 * 2 ** Number(attributes.ApproximateReceiveCount || 1));

/**
 * Handles the messages of a FIFO queue: groups side by side, each group in its order. What is not done with comes again, and
 * with it what follows in its group, unless they are gathered.
 *
 * @param deps.handle - where it throws, the message comes again later and later
 * @param deps.gather - makes one of the messages of a group that have come together, where doing them one by one would do the same again
 */
export const createFifoConsumer = <Body = unknown>(deps: {
  readonly handle: (body: Body, work: Work) => Promise<Handled>;
  readonly gather?: (bodies: readonly unknown[]) => Body;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly log: Log;
  readonly counter: Counter;
}) => {
  /** All of them for the same time: while one message of a group is hidden, SQS hands out none of that group. */
  async function hideFor(messages: readonly SQSRecord[], seconds: number): Promise<void> {
    await deps.sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: deps.queueUrl,
        Entries: messages.map(({ receiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: Math.min(longestWaitSeconds, seconds),
        })),
      }),
    );
  }

  async function attempt({ messages: [first], body }: Step<Body>, work: Work): Promise<Handled> {
    try {
      return await deps.handle(body(), work);
    } catch (error) {
      deps.log.event('event-failed', { error });
      return { outcome: 'later', inSeconds: waitAfterFailure(first) };
    }
  }

  /** All of a group at once, where they are gathered; where one of them cannot be read, each by itself, so that the others are done. */
  function stepsOf(messages: Messages): readonly Step<Body>[] {
    const { gather } = deps;
    const oneByOne = messages.map(
      (message): Step<Body> => ({
        messages: [message],
        // Who gathers nothing takes whatever it is.
        body: () => (gather ? gather([bodyOf(message)]) : (bodyOf(message) as Body)),
      }),
    );
    if (!gather) return oneByOne;
    try {
      const body = gather(messages.map(bodyOf));
      return [{ messages, body: () => body }];
    } catch {
      return oneByOne;
    }
  }

  /**
   * Answers those that are not done with: from the first of them on, since what comes after it must wait; but where they are gathered,
   * in which no order is kept, those alone that could not be done.
   */
  async function handleGroup(messages: Messages, work: Work): Promise<readonly SQSRecord[]> {
    const allLeft: SQSRecord[] = [];
    for (const [index, step] of stepsOf(messages).entries()) {
      const handled = await attempt(step, work);
      if (handled.outcome === 'done') continue;
      const left = deps.gather ? step.messages : messages.slice(index);
      // Where the queue does not hear this, they come again all the same, in the queue's own time.
      await hideFor(left, handled.inSeconds).catch((error) => deps.log.event('event-failed', { error }));
      allLeft.push(...left);
      if (!deps.gather) break;
    }
    return allLeft;
  }

  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    const groups = Map.groupBy(event.Records, ({ attributes }) => attributes.MessageGroupId);
    const failed = (
      await Promise.all([...groups.values()].map((messages) => handleGroup(messages as unknown as Messages, work)))
    ).flat();
    deps.counter.flush();
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
};
