import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from '../../shared/platform/env.ts';
import { createLog } from '../../shared/platform/logger.ts';
import { requestHandler } from '../../shared/platform/request-handler.ts';
import { createEmailsQueue } from './emails-queue.ts';
import { RelayEnv } from './env.ts';
import { createRelayEmails } from './relay-emails.ts';

const env = readEnv(RelayEnv, process.env);
const sqs = new SQSClient({ requestHandler: requestHandler() });

export const handler = createRelayEmails({
  enqueue: createEmailsQueue({ sqs, queueUrl: env.EMAILS_QUEUE_URL }),
  log: createLog(),
});
