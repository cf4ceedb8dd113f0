import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from '../../shared/platform/env.ts';
import { createFifoQueue } from '../../shared/platform/fifo-queue.ts';
import { requestHandler } from '../../shared/platform/request-handler.ts';
import { createBookingsDependencies } from './dependencies.ts';
import { BookingsQueueEnv } from './env.ts';
import { createTendSessions } from './tend-sessions.ts';

const env = readEnv(BookingsQueueEnv, process.env);
const sqs = new SQSClient({ requestHandler: requestHandler() });

export const handler = createTendSessions({
  ...createBookingsDependencies(env),
  enqueue: createFifoQueue({ sqs, queueUrl: env.FOLLOW_UPS_QUEUE_URL }),
});
