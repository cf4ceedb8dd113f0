import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Counter } from '#platform/metrics.ts';
import type { Bookings, HeldBookings } from '#records/bookings/bookings.ts';
import type { SessionReads } from '#records/bookings/session-reads.ts';
import type { Sessions } from '#records/bookings/sessions.ts';

/** What whatever changes a booking stands on. */
export interface BookingUseCaseDeps {
  readonly hub: Hub;
  readonly bookings: HeldBookings;
  readonly sessions: SessionReads;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly counter: Counter;
}

/** What stands besides on what becomes of whole sessions. */
export interface SessionUseCaseDeps extends BookingUseCaseDeps {
  readonly bookings: Bookings;
  readonly sessions: Sessions;
}
