import type { Hub } from '../../shared/hub/hub.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { NewId, Random } from '../../shared/platform/ids.ts';
import type { Counter } from '../../shared/platform/metrics.ts';
import type { Documents } from '../../shared/records/documents.ts';
import type { FundingParts } from '../../shared/records/funding-parts.ts';
import type { FundingRequests } from '../../shared/records/funding-requests.ts';
import type { Holds } from '../../shared/records/holds.ts';
import type { Invoices } from '../../shared/records/invoices.ts';
import type { Pots } from '../../shared/records/pots.ts';
import type { Records } from '../../shared/records/records.ts';

/** What the use cases of funding stand on. */
export interface FundingUseCaseDeps {
  readonly hub: Hub;
  readonly requests: FundingRequests;
  readonly pots: Pots;
  readonly invoices: Invoices;
  readonly holds: Holds;
  readonly documents: Documents;
  readonly parts: FundingParts;
  readonly records: Records;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: Random;
  readonly counter: Counter;
}
