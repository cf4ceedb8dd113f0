import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from '#platform/env.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { openRecords } from '#records/open-records.ts';
import { BookingsListingEnv } from './env.ts';
import { createRenewListing } from './sessions/renew-listing.ts';
import { wireListing } from './wiring.ts';

const env = readEnv(BookingsListingEnv, process.env);

export const handler = createRenewListing({
  ...wireListing(openRecords(env)),
  sqs: new SQSClient({ requestHandler: requestHandler() }),
  queueUrl: env.LISTING_CHANGES_QUEUE_URL,
});
