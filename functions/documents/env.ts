import * as z from 'zod';
import { allowedOrigins, CommonEnv, subjectsKey } from '#platform/env.ts';

export const DocumentsEnv = CommonEnv.extend({
  RECORDS_TABLE: z.string().min(1),
  DOCUMENTS_BUCKET: z.string().min(1),
  /** ARN of the key under which every document is encrypted. */
  DOCUMENTS_KEY: z.string().min(1),
});

const HttpEnv = DocumentsEnv.extend({ ALLOWED_ORIGINS: allowedOrigins });

/** Each new document makes another version of the request that it belongs to. */
export const DocumentsPublicEnv = HttpEnv.extend(subjectsKey);
export const DocumentsAdminEnv = HttpEnv.extend({ AUDIT_TABLE: z.string().min(1) });
/** It only deletes: from the bucket, what the queue says is gone. */
export const RemoveDocumentsEnv = DocumentsEnv.omit({ RECORDS_TABLE: true }).extend({ QUEUE_URL: z.url() });
