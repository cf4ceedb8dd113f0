import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from '#platform/env.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { openRecords } from '#records/open-records.ts';
import { BookingsFollowUpEnv } from './env.ts';
import { createFollowUpHandler } from './follow-up.ts';
import { wireForFollowUps } from './wiring/for-follow-ups.ts';

const env = readEnv(BookingsFollowUpEnv, process.env);

export const handler = createFollowUpHandler({
  ...wireForFollowUps(openRecords(env, 'provide-services', 'run-reliably')),
  sqs: new SQSClient({ requestHandler: requestHandler() }),
  queueUrl: env.FOLLOW_UPS_QUEUE_URL,
});
