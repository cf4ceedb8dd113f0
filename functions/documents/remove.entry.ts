import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from '#platform/env.ts';
import { createLog } from '#platform/logger.ts';
import { createCounter } from '#platform/metrics.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { RemoveDocumentsEnv } from './env.ts';
import { openStore } from './open-store.ts';
import { createRemoveDocuments } from './remove-documents.ts';

const env = readEnv(RemoveDocumentsEnv, process.env);

export const handler = createRemoveDocuments({
  store: openStore(env),
  sqs: new SQSClient({ requestHandler: requestHandler() }),
  queueUrl: env.QUEUE_URL,
  log: createLog(),
  counter: createCounter(),
});
