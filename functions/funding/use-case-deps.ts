import type { Exports } from '#documents/exports.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId, Random } from '#platform/ids.ts';
import type { Counter } from '#platform/metrics.ts';
import type { Documents } from '#records/documents/documents.ts';
import type { Changer } from '#records/engine/changing.ts';
import type { Applicants } from '#records/funding/applicants.ts';
import type { Invoices } from '#records/funding/invoices.ts';
import type { Ledger } from '#records/funding/ledger.ts';
import type { FundingLinks } from '#records/funding/links.ts';
import type { FundingParts } from '#records/funding/parts.ts';
import type { Pots } from '#records/funding/pots.ts';
import type { FundingRequests } from '#records/funding/requests.ts';
import type { Holds } from '#records/people/holds.ts';

/** What all use cases of funding stand on. */
export interface FundingUseCaseDeps {
  readonly hub: Hub;
  readonly requests: FundingRequests;
  readonly pots: Pots;
  readonly invoices: Invoices;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly counter: Counter;
}

/** What those stand on by which mailboxes are written to. */
export interface AskingDeps extends FundingUseCaseDeps {
  readonly holds: Holds;
}

/** Of applicants, and of those who support them. */
export interface ApplicantsDeps extends AskingDeps {
  readonly documents: Documents;
  readonly applicants: Applicants;
  readonly random: Random;
  readonly fundingLinks: FundingLinks;
}

/** Of staff: what they look at leaves an entry in the trail. */
export interface StaffDeps extends FundingUseCaseDeps {
  readonly documents: Documents;
  readonly ledger: Ledger;
  readonly exports: Exports;
  readonly audit: Changer['audit'];
}

/** Of the clock. */
export interface TendingDeps extends AskingDeps {
  readonly parts: FundingParts;
}
