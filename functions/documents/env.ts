import * as z from 'zod';
import { allowedOrigins, CommonEnv, documentsBucket, subjectsKey } from '#platform/env.ts';

export const DocumentsEnv = CommonEnv.extend({ RECORDS_TABLE: z.string().min(1), ...documentsBucket });

const HttpEnv = DocumentsEnv.extend({ ALLOWED_ORIGINS: allowedOrigins });

/** Each new document makes another version of the request that it belongs to. */
export const DocumentsPublicEnv = HttpEnv.extend({ ...subjectsKey, SITE_URL: z.url() });
export const DocumentsMeEnv = HttpEnv;
export const DocumentsAdminEnv = HttpEnv.extend({ AUDIT_TABLE: z.string().min(1) });
/** It only deletes: from the bucket, what the queue says is gone. */
export const RemoveDocumentsEnv = DocumentsEnv.omit({ RECORDS_TABLE: true }).extend({ QUEUE_URL: z.url() });
