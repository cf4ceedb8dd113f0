import type { DocumentStore } from '#documents/document-store.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Documents } from '#records/documents/documents.ts';
import type { Records } from '#records/engine/records.ts';
import type { FundingRequests } from '#records/funding/requests.ts';

/** What the use cases of documents stand on. */
export interface DocumentUseCaseDeps {
  readonly requests: FundingRequests;
  readonly documents: Documents;
  readonly store: DocumentStore;
  readonly records: Records;
  readonly clock: Clock;
  readonly newId: NewId;
}
