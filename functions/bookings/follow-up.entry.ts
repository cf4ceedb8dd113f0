import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from '#platform/env.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { createFundingRequests } from '#records/funding/requests.ts';
import { createBookingsDependencies } from './dependencies.ts';
import { BookingsFollowUpEnv } from './env.ts';
import { createFollowUpHandler } from './follow-up.ts';

const env = readEnv(BookingsFollowUpEnv, process.env);

const deps = createBookingsDependencies(env);

export const handler = createFollowUpHandler({
  ...deps,
  requests: createFundingRequests(deps),
  sqs: new SQSClient({ requestHandler: requestHandler() }),
  queueUrl: env.FOLLOW_UPS_QUEUE_URL,
});
