import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import type { CommitOptions } from '../engine/changing.ts';
import type { RecordsFor } from '../engine/records.ts';
import type { Write } from '../engine/writes.ts';
import type { HeldBooking } from './booking-reads.ts';

export interface BookingStoreDeps {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly hub: Pick<Hub, 'retention' | 'openForms'>;
}

/** How a change is kept: with the reply for a retry, and where staff make it, with the audit entry. */
export type BookingChange = CommitOptions;

/** `facts-changed`: something is no longer as it was read, and nothing was changed. Read and decide again. */
export type ChangeOutcome = 'changed' | 'facts-changed';

/** Keeps what a change of bookings writes, whole or not at all. */
export const createKeep =
  ({ records }: Pick<BookingStoreDeps, 'records'>) =>
  async (writes: Readonly<Record<string, Write | undefined>>, change: BookingChange): Promise<ChangeOutcome> => {
    const { done } = await records.commit(writes, change);
    return done ? 'changed' : 'facts-changed';
  };

/** The emails that changes of bookings owe. */
export function createBookingEmails({ clock }: Pick<BookingStoreDeps, 'clock'>) {
  /** @param linkExpiresAt - seconds since 1970 */
  const emailTo = (to: string, bookingId: string, linkExpiresAt: number, contents: EmailContents) =>
    oweEmail({ ...contents, to, about: { kind: 'booking', id: bookingId }, linkExpiresAt }, clock());
  return {
    emailTo,
    emailToHolder: ({ workEmail, bookingId, expiresAt: ends = 0 }: HeldBooking, contents: EmailContents) =>
      emailTo(workEmail, bookingId, ends, contents),
  };
}
