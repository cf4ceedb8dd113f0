import type * as z from 'zod';
import { secureRandom } from '#platform/ids.ts';
import { createDocuments } from '#records/documents/documents.ts';
import { createInvoices } from '#records/funding/invoices.ts';
import { createFundingParts } from '#records/funding/parts.ts';
import { createPots } from '#records/funding/pots.ts';
import { createFundingRequests } from '#records/funding/requests.ts';
import { openRecords } from '#records/open-records.ts';
import { createHolds } from '#records/people/holds.ts';
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
