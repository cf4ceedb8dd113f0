import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from '#platform/env.ts';
import { createFifoQueue } from '#platform/fifo-queue.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { createEmailsQueue } from '#records/emails/queue.ts';
import { openRecords } from '#records/open-records.ts';
import { RequeueEmailsEnv } from './env.ts';
import { createRequeueOwedEmails } from './requeue-owed-emails.ts';
import { wireEmails } from './wiring.ts';

const env = readEnv(RequeueEmailsEnv, process.env);
const sqs = new SQSClient({ requestHandler: requestHandler() });

export const handler = createRequeueOwedEmails({
  ...wireEmails(openRecords(env, 'deliver-email')),
  enqueue: createEmailsQueue({
    emails: createFifoQueue({ sqs, queueUrl: env.EMAILS_QUEUE_URL }),
    emailsWithDocuments: createFifoQueue({ sqs, queueUrl: env.EMAILS_WITH_DOCUMENTS_QUEUE_URL }),
  }),
});
