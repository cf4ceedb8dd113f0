import type { DocumentStore } from '#documents/document-store.ts';
import { createDocuments } from '#records/documents/documents.ts';
import { createFundingRequests } from '#records/funding/requests.ts';
import type { OpenRecords } from '#records/open-records.ts';
import type { DocumentUseCaseDeps } from './use-case-deps.ts';

/** What the use cases of documents stand on, made once of what opens the records and of where the files are. */
export const wireDocuments = <Open extends Omit<OpenRecords, 'log'>>(
  open: Open,
  store: DocumentStore,
): Open & DocumentUseCaseDeps => ({
  ...open,
  requests: createFundingRequests(open),
  documents: createDocuments(open),
  store,
});
