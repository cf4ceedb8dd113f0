import type { DocumentStore } from '#documents/document-store.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Documents } from '#records/documents/documents.ts';
import type { Changer } from '#records/engine/changing.ts';
import type { FundingLinks } from '#records/funding/links.ts';
import type { FundingRequests } from '#records/funding/requests.ts';

/** What all use cases of documents stand on. */
export interface DocumentUseCaseDeps {
  readonly documents: Documents;
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Of applicants, and of those who support them. */
export interface UploadersDeps extends DocumentUseCaseDeps {
  readonly fundingLinks: FundingLinks;
  /** Without a slash at the end: what a file is posted from leads back there, and nowhere else. */
  readonly siteUrl: string;
}

/** Of those who look at whole requests. */
export interface RequestsDeps extends DocumentUseCaseDeps {
  readonly requests: FundingRequests;
}

/** Of staff: what they open leaves an entry in the trail. */
export interface StaffDeps extends RequestsDeps {
  readonly audit: Changer['audit'];
}
