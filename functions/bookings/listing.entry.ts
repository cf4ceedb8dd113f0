import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from '#platform/env.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { openRecords } from '#records/open-records.ts';
import { BookingsListingEnv } from './env.ts';
import { createRenewListing } from './sessions/renew-listing.ts';
import { wireForListing } from './wiring/for-listing.ts';

const env = readEnv(BookingsListingEnv, process.env);

export const handler = createRenewListing({
  ...wireForListing(openRecords(env)),
  sqs: new SQSClient({ requestHandler: requestHandler() }),
  queueUrl: env.LISTING_CHANGES_QUEUE_URL,
});
