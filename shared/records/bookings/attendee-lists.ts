import type * as z from 'zod';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import { SuppressedAddressView } from '../emails/views.ts';
import type { AuditFact } from '../engine/audit-trail.ts';
import { onlyThose } from '../engine/listing.ts';
import type { Page, PageRequest } from '../engine/reading.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, lists } from '../keys.ts';
import { BookingRecord } from './items.ts';
import { AccessNeedsView, LineEntryView } from './views.ts';

const AttendeeListEntry = view('provide-services', BookingRecord, [
  'bookingId',
  'reference',
  'status',
  'bookedAt',
  'bookedBy',
  'offerEndsAt',
  'cancelledAt',
  'cancelledBecause',
  'name',
  'workEmail',
  'workplace',
  'jobRole',
  'jobTitle',
  'managerEmail',
  'attendance',
  'charge',
  'certificateCode',
  'emailBouncedAt',
]);
type ListedBooking = z.output<typeof AttendeeListEntry>;
export type AttendeeListEntry = ListedBooking & {
  readonly accessNeeds?: string;
  /** Why nothing more is sent to this address. */
  readonly emailReturned?: 'bounced' | 'complained';
};

/** Who has booked, as staff see them: with what they need, and whether their address returns mail. */
export interface AttendeeLists {
  /** In the order in which they booked. What stands in records of its own is read of those that are wanted. */
  listForSession(
    sessionId: string,
    page: PageRequest,
    work: Work,
    isWanted?: (booking: ListedBooking) => boolean,
  ): Promise<Page<AttendeeListEntry>>;
  /** The same, where that which stands in records of its own says who is wanted. */
  listThose(
    sessionId: string,
    page: PageRequest,
    isWanted: (booking: AttendeeListEntry) => boolean,
    work: Work,
  ): Promise<Page<AttendeeListEntry>>;
  /** Those who wait, first in line first. */
  listWaiting(sessionId: string, page: PageRequest, work: Work): Promise<Page<AttendeeListEntry>>;
  /** Keeps in the audit trail who was shown whom. */
  recordLook(look: AuditFact, work: Work): Promise<void>;
}

export function createAttendeeLists({ records }: { readonly records: RecordsFor<'provide-services'> }): AttendeeLists {
  /** With what stands in records of its own: needs, and whether their address returns mail. */
  async function withNeeds(bookings: readonly ListedBooking[], work: Work): Promise<AttendeeListEntry[]> {
    const [needs, returned] = await Promise.all([
      records.findEach(
        AccessNeedsView,
        bookings.map(({ bookingId }) => keys.accessNeeds(bookingId)),
        work,
      ),
      records.findEach(
        SuppressedAddressView,
        bookings.map(({ workEmail }) => keys.suppressedAddress(workEmail)),
        work,
      ),
    ]);
    return bookings.map((booking, index) => ({
      ...booking,
      ...(needs[index] && { accessNeeds: needs[index].accessNeeds }),
      ...(returned[index] && { emailReturned: returned[index].reason }),
    }));
  }

  return {
    async listForSession(sessionId, page, work, isWanted) {
      const options = { ...page, only: isWanted && onlyThose(isWanted) };
      const { items, ...rest } = await records.list(
        AttendeeListEntry,
        lists.bookingsOfSession(sessionId),
        options,
        work,
      );
      return { ...rest, items: await withNeeds(items, work) };
    },

    async listThose(sessionId, page, isWanted, work) {
      const known = new Map<ListedBooking, AttendeeListEntry>();
      async function only(found: readonly ListedBooking[]) {
        const entries = await withNeeds(found, work);
        const wanted = found.map((booking, index) => ({ booking, entry: entries[index] }));
        return wanted.flatMap(({ booking, entry }) => {
          if (!entry || !isWanted(entry)) return [];
          known.set(booking, entry);
          return [booking];
        });
      }
      const list = lists.bookingsOfSession(sessionId);
      const { items, ...rest } = await records.list(AttendeeListEntry, list, { ...page, only }, work);
      return { ...rest, items: items.flatMap((booking) => known.get(booking) ?? []) };
    },

    async listWaiting(sessionId, page, work) {
      const { items, ...rest } = await records.list(LineEntryView, lists.line(sessionId), page, work);
      const bookings = await records.findEach(
        AttendeeListEntry,
        items.map(({ bookingId }) => keys.booking(bookingId)),
        work,
      );
      return {
        ...rest,
        items: await withNeeds(
          bookings.filter((booking) => booking !== undefined),
          work,
        ),
      };
    },

    recordLook: (look, work) => records.audit([look], work),
  };
}
