import type * as z from 'zod';
import { hubById } from '../../shared/hub/hubs.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { createDocumentClient } from '../../shared/platform/document-client.ts';
import { createIds, secureRandom } from '../../shared/platform/ids.ts';
import { createLog } from '../../shared/platform/logger.ts';
import { createCounter } from '../../shared/platform/metrics.ts';
import { createAuditTrail } from '../../shared/records/audit-trail.ts';
import { createDocuments } from '../../shared/records/documents.ts';
import { createFundingRequests } from '../../shared/records/funding-requests.ts';
import { createInvoices } from '../../shared/records/invoices.ts';
import { createPots } from '../../shared/records/pots.ts';
import { createRecords } from '../../shared/records/records.ts';
import type { FundingEnv } from './env.ts';

/** What the Lambdas of this area stand on, made once when one of them loads. */
export function createFundingDependencies(env: z.output<typeof FundingEnv>, auditTable?: string) {
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
    random: secureRandom,
    log: createLog(),
    counter: createCounter(),
    records,
    pots: createPots({ records, newId, retention }),
    requests: createFundingRequests({ records, clock, newId, hub }),
    invoices: createInvoices({ records, clock, newId, hub }),
    documents: createDocuments({ records, clock, hub }),
    recallReply: records.recall,
  };
}
