import type { DocumentStore } from '#documents/document-store.ts';
import type { ViewFor } from '#privacy/views.ts';
import { createDocuments } from '#records/documents/documents.ts';
import { createTrainingDocuments } from '#records/documents/training-documents.ts';
import { createFundingLinks } from '#records/funding/links.ts';
import { createFundingRequests } from '#records/funding/requests.ts';
import type { OpenRecords } from '#records/open-records.ts';
import { createOwnAccount } from '#records/people/own-account.ts';
import { createEvidence } from '#records/training/evidence.ts';
import { createOwnRecords } from '#records/training/own-records.ts';

type ForUploaders = ViewFor<'provide-services'>;
type ForStaff = ViewFor<'decide-funding'>;

/** What all use cases of documents stand on, made once of what opens the records and of where the files are. */
function wireDocuments(open: OpenRecords<ForUploaders & ForStaff>, store: DocumentStore) {
  const { records: _, ...rest } = open;
  return { ...rest, documents: createDocuments(open), store };
}

export const wireForUploaders = (open: OpenRecords<ForUploaders>, store: DocumentStore) => ({
  ...wireDocuments(open, store),
  fundingLinks: createFundingLinks(open),
  recallReply: open.records.recall,
});

/** Of what checks files, and tells who has sent them. */
export const wireForChecking = (open: OpenRecords<ForUploaders>, store: DocumentStore) => ({
  ...wireDocuments(open, store),
  requests: createFundingRequests(open),
  trainingDocuments: createTrainingDocuments(open),
});

/** Of learners who have signed in, for evidence of training that they entered. */
export function wireForLearners(open: OpenRecords<ForUploaders>, store: DocumentStore) {
  const { records, ...rest } = open;
  return {
    ...rest,
    store,
    accounts: createOwnAccount(open),
    ownRecords: createOwnRecords(open),
    evidence: createEvidence(open),
    recallReply: records.recall,
  };
}

export const wireForStaff = (open: OpenRecords<ForStaff>, store: DocumentStore) => ({
  ...wireDocuments(open, store),
  requests: createFundingRequests(open),
  audit: open.records.audit,
  recallReply: open.records.recall,
});
