import type * as z from 'zod';
import { createDocumentStore } from '../../shared/documents/document-store.ts';
import { hubById } from '../../shared/hub/hubs.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { createDocumentClient } from '../../shared/platform/document-client.ts';
import { createIds } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logger.ts';
import { createCounter } from '../../shared/platform/metrics.ts';
import { createS3Client } from '../../shared/platform/s3-client.ts';
import { createAuditTrail } from '../../shared/records/audit-trail.ts';
import { createDocuments } from '../../shared/records/documents.ts';
import { createFundingRequests } from '../../shared/records/funding-requests.ts';
import { createRecords } from '../../shared/records/records.ts';
import type { DocumentsEnv } from './env.ts';

/** What the Lambdas of this area stand on, made once when one of them loads. */
export function createDocumentsDependencies(env: z.output<typeof DocumentsEnv>, auditTable?: string) {
  const clock = systemClock;
  const newId = createIds(clock);
  const hub = hubById(env.HUB);
  const { retention } = hub;
  const records = createRecords({
    client: createDocumentClient(),
    tableName: env.RECORDS_TABLE,
    clock,
    retention,
    ...(auditTable !== undefined && {
      auditTrail: createAuditTrail({ tableName: auditTable, clock, newId, retention }),
    }),
  });
  return {
    hub,
    clock,
    newId,
    log: createLog(),
    counter: createCounter(),
    records,
    requests: createFundingRequests({ records, clock, newId, hub }),
    documents: createDocuments({ records, clock, hub }),
    store: createDocumentStore({ s3: createS3Client(), bucket: env.DOCUMENTS_BUCKET, keyArn: env.DOCUMENTS_KEY }),
    recallReply: records.recall,
  };
}
