import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from '#platform/env.ts';
import { createFifoQueue } from '#platform/fifo-queue.ts';
import { createLog } from '#platform/logger.ts';
import { createCounter } from '#platform/metrics.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { createEmailsQueue } from '#records/emails/queue.ts';
import { RelayEnv } from './env.ts';
import { createRelayChanges } from './relay-changes.ts';

const env = readEnv(RelayEnv, process.env);
const sqs = new SQSClient({ requestHandler: requestHandler() });

export const handler = createRelayChanges({
  enqueueEmails: createEmailsQueue({
    emails: createFifoQueue({ sqs, queueUrl: env.EMAILS_QUEUE_URL }),
    emailsWithDocuments: createFifoQueue({ sqs, queueUrl: env.EMAILS_WITH_DOCUMENTS_QUEUE_URL }),
  }),
  enqueueFollowUps: createFifoQueue({ sqs, queueUrl: env.FOLLOW_UPS_QUEUE_URL }),
  enqueueListingChanges: createFifoQueue({ sqs, queueUrl: env.LISTING_CHANGES_QUEUE_URL }),
  enqueueRemovals: createFifoQueue({ sqs, queueUrl: env.DOCUMENT_REMOVALS_QUEUE_URL }),
  enqueueEndings: createFifoQueue({ sqs, queueUrl: env.ACCOUNT_ENDINGS_QUEUE_URL }),
  enqueueUpkeep: createFifoQueue({ sqs, queueUrl: env.DEMOGRAPHICS_QUEUE_URL }),
  setAside: createFifoQueue({ sqs, queueUrl: env.DOCUMENT_DEAD_LETTERS_URL }),
  log: createLog(),
  counter: createCounter(),
});
