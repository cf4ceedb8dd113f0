import type * as z from 'zod';
import { createDocumentStore } from '#documents/document-store.ts';
import { createS3Client } from '#platform/s3-client.ts';
import { createDocuments } from '#records/documents/documents.ts';
import { createFundingRequests } from '#records/funding/requests.ts';
import { openRecords } from '#records/open-records.ts';
import type { DocumentsEnv } from './env.ts';

/** What the Lambdas of this area stand on, made once when one of them loads. */
export function createDocumentsDependencies(env: z.output<typeof DocumentsEnv>, auditTable?: string) {
  const open = openRecords(env, auditTable);
  return {
    ...open,
    requests: createFundingRequests(open),
    documents: createDocuments(open),
    store: createDocumentStore({ s3: createS3Client(), bucket: env.DOCUMENTS_BUCKET, keyArn: env.DOCUMENTS_KEY }),
    recallReply: open.records.recall,
  };
}
