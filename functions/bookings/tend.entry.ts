import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from '#platform/env.ts';
import { createFifoQueue } from '#platform/fifo-queue.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { openRecords } from '#records/open-records.ts';
import { BookingsTendEnv } from './env.ts';
import { createTendSessions } from './sessions/tend-sessions.ts';
import { wireForTending } from './wiring/for-tending.ts';

const env = readEnv(BookingsTendEnv, process.env);
const sqs = new SQSClient({ requestHandler: requestHandler() });

export const handler = createTendSessions({
  ...wireForTending(openRecords(env, 'provide-services')),
  enqueue: createFifoQueue({ sqs, queueUrl: env.FOLLOW_UPS_QUEUE_URL }),
  enqueueListingChanges: createFifoQueue({ sqs, queueUrl: env.LISTING_CHANGES_QUEUE_URL }),
});
