import type * as z from 'zod';
import { secureRandom } from '../../shared/platform/ids.ts';
import { createDocuments } from '../../shared/records/documents.ts';
import { createFundingParts } from '../../shared/records/funding-parts.ts';
import { createFundingRequests } from '../../shared/records/funding-requests.ts';
import { createHolds } from '../../shared/records/holds.ts';
import { createInvoices } from '../../shared/records/invoices.ts';
import { openRecords } from '../../shared/records/open-records.ts';
import { createPots } from '../../shared/records/pots.ts';
import type { FundingEnv } from './env.ts';

/** What the Lambdas of this area stand on, made once when one of them loads. */
export function createFundingDependencies(env: z.output<typeof FundingEnv>, auditTable?: string) {
  const open = openRecords(env, auditTable);
  return {
    ...open,
    random: secureRandom,
    pots: createPots({ ...open, retention: open.hub.retention }),
    requests: createFundingRequests(open),
    invoices: createInvoices(open),
    documents: createDocuments(open),
    holds: createHolds(open),
    parts: createFundingParts(open),
    recallReply: open.records.recall,
  };
}
