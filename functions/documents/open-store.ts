import type * as z from 'zod';
import { createDocumentStore } from '#documents/document-store.ts';
import { createS3Client } from '#platform/s3-client.ts';
import type { RemoveDocumentsEnv } from './env.ts';

/** Where the files are, made once when a Lambda loads. */
export const openStore = (env: Pick<z.output<typeof RemoveDocumentsEnv>, 'DOCUMENTS_BUCKET' | 'DOCUMENTS_KEY'>) =>
  createDocumentStore({ s3: createS3Client(), bucket: env.DOCUMENTS_BUCKET, keyArn: env.DOCUMENTS_KEY });
