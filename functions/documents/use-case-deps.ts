import type { DocumentStore } from '../../shared/documents/document-store.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { NewId } from '../../shared/platform/ids.ts';
import type { Documents } from '../../shared/records/documents.ts';
import type { FundingRequests } from '../../shared/records/funding-requests.ts';
import type { Records } from '../../shared/records/records.ts';

/** What the use cases of documents stand on. */
export interface DocumentUseCaseDeps {
  readonly requests: FundingRequests;
  readonly documents: Documents;
  readonly store: DocumentStore;
  readonly records: Records;
  readonly clock: Clock;
  readonly newId: NewId;
}
