import type * as z from 'zod';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import { SuppressedAddressView } from '../emails/views.ts';
import type { AuditFact } from '../engine/audit-trail.ts';
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
export type AttendeeListEntry = z.output<typeof AttendeeListEntry> & {
  readonly accessNeeds?: string;
  /** Why nothing more is sent to this address. */
  readonly emailReturned?: 'bounced' | 'complained';
};

/** Who has booked, as staff see them: with what they need, and whether their address returns mail. */
export interface AttendeeLists {
  /** In the order in which they booked. */
  listForSession(sessionId: string, page: PageRequest, work: Work): Promise<Page<AttendeeListEntry>>;
  /** Those who wait, first in line first. */
  listWaiting(sessionId: string, page: PageRequest, work: Work): Promise<Page<AttendeeListEntry>>;
  /** Keeps in the audit trail who was shown whom. */
  recordLook(look: AuditFact, work: Work): Promise<void>;
}

export function createAttendeeLists({ records }: { readonly records: RecordsFor<'provide-services'> }): AttendeeLists {
  /** With what stands in records of its own: needs, and whether their address returns mail. */
  async function withNeeds(bookings: readonly z.output<typeof AttendeeListEntry>[], work: Work) {
    const needs = await records.findEach(
      AccessNeedsView,
      bookings.map(({ bookingId }) => keys.accessNeeds(bookingId)),
      work,
    );
    const returned = await records.findEach(
      SuppressedAddressView,
      bookings.map(({ workEmail }) => keys.suppressedAddress(workEmail)),
      work,
    );
    return bookings.map((booking, index) => ({
      ...booking,
      ...(needs[index] && { accessNeeds: needs[index].accessNeeds }),
      ...(returned[index] && { emailReturned: returned[index].reason }),
    }));
  }

  return {
    async listForSession(sessionId, page, work) {
      const { items, ...rest } = await records.list(AttendeeListEntry, lists.bookingsOfSession(sessionId), page, work);
      return { ...rest, items: await withNeeds(items, work) };
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
