import type { Exports } from '#documents/exports.ts';
import { secureRandom } from '#platform/ids.ts';
import type { ViewFor } from '#privacy/views.ts';
import { createDocuments } from '#records/documents/documents.ts';
import { createApplicants } from '#records/funding/applicants.ts';
import { createInvoices } from '#records/funding/invoices.ts';
import { createLedger } from '#records/funding/ledger.ts';
import { createFundingLinks } from '#records/funding/links.ts';
import { createOwnRequests } from '#records/funding/own-requests.ts';
import { createFundingParts } from '#records/funding/parts.ts';
import { createPots } from '#records/funding/pots.ts';
import { createFundingRequests } from '#records/funding/requests.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createHolds } from '#records/people/holds.ts';
import { createOwnAccount } from '#records/people/own-account.ts';

type ForApplicants = ViewFor<'provide-services' | 'run-reliably'>;
type ForStaff = ViewFor<'decide-funding' | 'pay'>;
type ForClock = ViewFor<'decide-funding' | 'pay' | 'run-reliably'>;

/** What all use cases of funding stand on: stores that read what applicants, staff and the clock may all read. */
function wireFunding(open: OpenRecords<ForApplicants & ForStaff>) {
  const { records: _, ...rest } = open;
  return {
    ...rest,
    pots: createPots(open),
    requests: createFundingRequests(open),
    invoices: createInvoices(open),
  };
}

export const wireForApplicants = (open: OpenRecords<ForApplicants>) => ({
  ...wireFunding(open),
  random: secureRandom,
  applicants: createApplicants(open),
  documents: createDocuments(open),
  fundingLinks: createFundingLinks(open),
  holds: createHolds(open),
  recallReply: open.records.recall,
});

/** Of learners who have signed in, and look at what is theirs. */
export function wireForLearners(open: OpenRecords<ViewFor<'provide-services'>>) {
  const { records, ...rest } = open;
  return {
    ...rest,
    accounts: createOwnAccount(open),
    ownRequests: createOwnRequests(open),
    recallReply: records.recall,
  };
}

export const wireForStaff = (open: OpenRecords<ForStaff>, exports: Exports) => ({
  ...wireFunding(open),
  exports,
  documents: createDocuments(open),
  ledger: createLedger(open),
  audit: open.records.audit,
  recallReply: open.records.recall,
});

/** Apart, so that no other Lambda carries what only the clock does. */
export const wireTending = (open: OpenRecords<ForClock>) => ({
  ...wireFunding(open),
  holds: createHolds(open),
  parts: createFundingParts(open),
});
