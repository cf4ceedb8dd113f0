import { secureRandom } from '#platform/ids.ts';
import { createDocuments } from '#records/documents/documents.ts';
import { createInvoices } from '#records/funding/invoices.ts';
import { createFundingParts } from '#records/funding/parts.ts';
import { createPots } from '#records/funding/pots.ts';
import { createFundingRequests } from '#records/funding/requests.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createHolds } from '#records/people/holds.ts';
import type { FundingUseCaseDeps, TendingDeps } from './use-case-deps.ts';

/** What the use cases of funding stand on, made once of what opens the records. */
export const wireFunding = <Open extends Omit<OpenRecords, 'log'>>(open: Open): Open & FundingUseCaseDeps => ({
  ...open,
  random: secureRandom,
  pots: createPots({ ...open, retention: open.hub.retention }),
  requests: createFundingRequests(open),
  invoices: createInvoices(open),
  documents: createDocuments(open),
  holds: createHolds(open),
});

/** Beside those, what the clock's steps stand on: apart, so that no other Lambda carries it. */
export const wireTending = <Open extends Omit<OpenRecords, 'log'>>(open: Open): Open & TendingDeps => ({
  ...wireFunding(open),
  parts: createFundingParts(open),
});
