import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from '#platform/env.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { createFundingRequests } from '#records/funding/requests.ts';
import { openRecords } from '#records/open-records.ts';
import { BookingsFollowUpEnv } from './env.ts';
import { createFollowUpHandler } from './follow-up.ts';
import { wireBookings } from './wiring.ts';

const env = readEnv(BookingsFollowUpEnv, process.env);
const open = openRecords(env, 'provide-services', 'run-reliably');

export const handler = createFollowUpHandler({
  ...wireBookings(open),
  requests: createFundingRequests(open),
  sqs: new SQSClient({ requestHandler: requestHandler() }),
  queueUrl: env.FOLLOW_UPS_QUEUE_URL,
});
