import { SQSClient } from '@aws-sdk/client-sqs';
import { createDocumentStore } from '#documents/document-store.ts';
import { readEnv } from '#platform/env.ts';
import { createLog } from '#platform/logger.ts';
import { createCounter } from '#platform/metrics.ts';
import { requestHandler } from '#platform/request-handler.ts';
import { createS3Client } from '#platform/s3-client.ts';
import { RemoveDocumentsEnv } from './env.ts';
import { createRemoveDocuments } from './remove-documents.ts';

const env = readEnv(RemoveDocumentsEnv, process.env);

export const handler = createRemoveDocuments({
  store: createDocumentStore({ s3: createS3Client(), bucket: env.DOCUMENTS_BUCKET, keyArn: env.DOCUMENTS_KEY }),
  sqs: new SQSClient({ requestHandler: requestHandler() }),
  queueUrl: env.QUEUE_URL,
  log: createLog(),
  counter: createCounter(),
});
