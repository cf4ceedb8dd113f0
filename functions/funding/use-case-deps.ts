import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId, Random } from '#platform/ids.ts';
import type { Counter } from '#platform/metrics.ts';
import type { Documents } from '#records/documents/documents.ts';
import type { Records } from '#records/engine/records.ts';
import type { Invoices } from '#records/funding/invoices.ts';
import type { FundingParts } from '#records/funding/parts.ts';
import type { Pots } from '#records/funding/pots.ts';
import type { FundingRequests } from '#records/funding/requests.ts';
import type { Holds } from '#records/people/holds.ts';

/** What the use cases of funding stand on. */
export interface FundingUseCaseDeps {
  readonly hub: Hub;
  readonly requests: FundingRequests;
  readonly pots: Pots;
  readonly invoices: Invoices;
  readonly holds: Holds;
  readonly documents: Documents;
  readonly records: Records;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: Random;
  readonly counter: Counter;
}

export interface TendingDeps extends FundingUseCaseDeps {
  readonly parts: FundingParts;
}
