import type { Hub } from '../../shared/hub/hub.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { NewId } from '../../shared/platform/ids.ts';
import type { Counter } from '../../shared/platform/metrics.ts';
import type { Bookings } from '../../shared/records/bookings.ts';
import type { Sessions } from '../../shared/records/sessions.ts';

/** What whatever changes a booking stands on. */
export interface BookingUseCaseDeps {
  readonly hub: Hub;
  readonly bookings: Bookings;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly counter: Counter;
}
