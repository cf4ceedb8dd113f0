import * as z from 'zod';
import type { JsonCall } from '../engines/json-client.ts';
import type { Runtime } from '../lambda/runtime.ts';
import type { DeployedQueue, Deployment } from '../template/deployment.ts';
import { failedOf } from './batch-failures.ts';
import { type Loop, startLoop } from './loop.ts';

const Message = z.object({
  MessageId: z.string(),
  ReceiptHandle: z.string(),
  Body: z.string(),
  MD5OfBody: z.string().default(''),
  Attributes: z.record(z.string(), z.string()).default({}),
});
const Received = z.object({ Messages: z.array(Message).nullish() });

/** An event source mapping on a queue: what the function finishes is deleted, the rest is seen again when its time has come. */
export function startQueue(deps: {
  readonly call: JsonCall;
  readonly queue: DeployedQueue;
  readonly mapping: Deployment['mappings'][number];
  readonly runtime: Pick<Runtime, 'invoke'>;
}): Loop {
  const { call, queue, mapping, runtime } = deps;
  const QueueUrl = queue.url;
  let isBusy = false;

  const loop = startLoop(async (signal) => {
    const received = Received.parse(
      await call(
        'ReceiveMessage',
        {
          QueueUrl,
          MaxNumberOfMessages: Math.min(10, mapping.BatchSize),
          AttributeNames: ['All'],
          WaitTimeSeconds: 20,
        },
        signal,
      ),
    );
    const messages = received.Messages ?? [];
    if (messages.length === 0) return { waitMs: 0 };
    isBusy = true;
    await handle(messages).finally(() => {
      isBusy = false;
    });
    return { waitMs: 0 };
  });
  return { ...loop, isBusy: () => isBusy };

  async function handle(messages: readonly z.output<typeof Message>[]): Promise<void> {
    const invocation = await runtime.invoke({
      Records: messages.map((message) => ({
        messageId: message.MessageId,
        receiptHandle: message.ReceiptHandle,
        body: message.Body,
        md5OfBody: message.MD5OfBody,
        attributes: message.Attributes,
        messageAttributes: {},
        eventSource: 'aws:sqs',
        eventSourceARN: queue.arn,
        awsRegion: 'eu-west-2',
      })),
    });
    if (!invocation.ok) return;
    const failed = failedOf(mapping, invocation.payload);
    const Entries = messages
      .filter(({ MessageId }) => !failed.has(MessageId))
      .map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle }));
    if (Entries.length > 0) await call('DeleteMessageBatch', { QueueUrl, Entries });
  }
}
