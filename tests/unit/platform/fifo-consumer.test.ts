import type { ChangeMessageVisibilityBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { createFifoConsumer } from '#platform/fifo-consumer.ts';

const message = (body: string, group: string) => ({
  messageId: body,
  receiptHandle: `handle of ${body}`,
  body: JSON.stringify(body),
  attributes: { MessageGroupId: group, ApproximateReceiveCount: '1' },
});

describe('a batch of a FIFO queue', () => {
  it('is hidden for the same time from the message on that is put off, group by group', async () => {
    const tried: unknown[] = [];
    const hidden: { handle: string | undefined; seconds: number | undefined }[] = [];
    const sqs = {
      send: async ({ input }: ChangeMessageVisibilityBatchCommand) => {
        for (const { ReceiptHandle, VisibilityTimeout } of input.Entries ?? [])
          hidden.push({ handle: ReceiptHandle, seconds: VisibilityTimeout });
      },
    } as unknown as SQSClient;
    const consume = createFifoConsumer({
      sqs,
      queueUrl: 'https://sqs.example/things.fifo',
      log: { event: () => undefined, begin: () => undefined },
      counter: { count: () => undefined, flush: () => undefined },
      handle: async (body) => {
        tried.push(body);
        return body === 'second' ? { outcome: 'later', inSeconds: 40 } : { outcome: 'done' };
      },
    });
    const Records = [
      message('first', 'one'),
      message('second', 'one'),
      message('third', 'one'),
      message('fourth', 'one'),
      message('elsewhere', 'two'),
    ];
    const answer = await consume(
      { Records } as never,
      { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 } as never,
    );
    expect(tried).toEqual(expect.arrayContaining(['first', 'second', 'elsewhere']));
    expect(tried).toHaveLength(3);
    // While one message of a group is in flight, SQS hands out none of that group.
    expect(hidden).toEqual(['second', 'third', 'fourth'].map((body) => ({ handle: `handle of ${body}`, seconds: 40 })));
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['second', 'third', 'fourth']);
  });

  it('is done at once where that is the same; and where one of it cannot be read, all the others are done by themselves', async () => {
    const done: unknown[] = [];
    const hidden: (string | undefined)[] = [];
    const sqs = {
      send: async ({ input }: ChangeMessageVisibilityBatchCommand) => {
        hidden.push(...(input.Entries ?? []).map(({ ReceiptHandle }) => ReceiptHandle));
      },
    } as unknown as SQSClient;
    const consume = createFifoConsumer({
      sqs,
      queueUrl: 'https://sqs.example/things.fifo',
      log: { event: () => undefined, begin: () => undefined },
      counter: { count: () => undefined, flush: () => undefined },
      gather: (bodies) => {
        if (bodies.includes('odd')) throw new Error('cannot be read');
        return bodies;
      },
      handle: async (bodies) => {
        done.push(bodies);
        return { outcome: 'done' };
      },
    });
    const Records = [
      message('first', 'one'),
      message('second', 'one'),
      message('third', 'two'),
      message('odd', 'two'),
      message('fourth', 'two'),
      message('last', 'two'),
    ];
    const answer = await consume(
      { Records } as never,
      { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 } as never,
    );
    expect(done).toEqual(expect.arrayContaining([['first', 'second'], ['third'], ['fourth'], ['last']]));
    expect(done).toHaveLength(4);
    expect(hidden).toEqual(['handle of odd']);
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['odd']);
  });

  it('is left as it is where all of it at once fails', async () => {
    const consume = createFifoConsumer({
      sqs: { send: async () => undefined } as unknown as SQSClient,
      queueUrl: 'https://sqs.example/things.fifo',
      log: { event: () => undefined, begin: () => undefined },
      counter: { count: () => undefined, flush: () => undefined },
      gather: (bodies) => bodies,
      handle: async () => {
        throw new Error('no time');
      },
    });
    const answer = await consume(
      { Records: [message('first', 'one'), message('second', 'one')] } as never,
      { awsRequestId: 'test', getRemainingTimeInMillis: () => 20_000 } as never,
    );
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['first', 'second']);
  });
});
