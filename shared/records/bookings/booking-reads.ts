import type * as z from 'zod';
import type { Certificate } from '#domain/bookings/attendance.ts';
import { confirmedAddresses, type HasAddresses } from '#domain/people/addresses.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import { onlyThose } from '../engine/listing.ts';
import type { Page, PageRequest, Range } from '../engine/reading.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, lists } from '../keys.ts';
import { ManageTokenView } from '../people/views.ts';
import { BookingRecord } from './items.ts';
import { AttendeeView, CertificateView } from './views.ts';

export const HeldBooking = view('provide-services', BookingRecord, [
  'bookingId',
  'sessionId',
  'personId',
  'reference',
  'status',
  'bookedAt',
  'bookedBy',
  'rank',
  'offerEndsAt',
  'confirmedAt',
  'cancelledAt',
  'cancelledBecause',
  'handedTo',
  'toldSequence',
  'weekReminderAt',
  'dayReminderAt',
  'hourReminderAt',
  'certificateCode',
  'attendanceRecordedAt',
  'name',
  'workEmail',
  'workplace',
  'jobRole',
  'attendance',
  'charge',
  'emailBouncedAt',
  'expiresAt',
]);
/** A booking as its holder, and what is done for them, need it. */
export type HeldBooking = z.output<typeof HeldBooking>;

export interface BookingReads {
  find(bookingId: string, work: Work): Promise<HeldBooking | undefined>;
  /** In the order asked for; those that are not there are left out. @throws NotReadableError */
  findMany(bookingIds: readonly string[], work: Work): Promise<HeldBooking[]>;
  /** Those of them that can be read. */
  findEach(bookingIds: readonly string[], work: Work): Promise<HeldBooking[]>;
  /** None where there is no such booking, or where the token is not of it: nobody can tell which. Whether it still opens it is for `bookingLinkEnds`. */
  findForLink(bookingId: string, tokenHash: string, work: Work): Promise<HeldBooking | undefined>;
  /**
   * Everybody who holds a booking for a session that stands, page by page, as the last write left it.
   *
   * @param reading.leftOut - called for each that cannot be read, which is reported
   */
  walkHeld(
    sessionId: string,
    reading: { readonly leftOut: () => void },
    work: Work,
  ): AsyncGenerator<HeldBooking[], void, undefined>;
  /** A person's, made with one of the very addresses that they have confirmed, latest session first; a range is of when these start. */
  listForPerson(
    person: HasAddresses & { readonly personId: string; readonly includes?: readonly string[] | undefined },
    page: PageRequest & Range,
    work: Work,
  ): Promise<Page<HeldBooking>>;
  findCertificate(code: string, work: Work): Promise<Certificate | undefined>;
}

export function createBookingReads({ records }: { readonly records: RecordsFor<'provide-services'> }): BookingReads {
  async function findMany(bookingIds: readonly string[], work: Work): Promise<HeldBooking[]> {
    const found = await records.findAll(
      bookingIds.map((bookingId) => [HeldBooking, keys.booking(bookingId)] as const),
      work,
    );
    return found.filter((booking) => booking !== undefined);
  }

  async function findEach(bookingIds: readonly string[], work: Work): Promise<HeldBooking[]> {
    const found = await records.findEach(HeldBooking, bookingIds.map(keys.booking), work);
    return found.filter((booking) => booking !== undefined);
  }

  return {
    find: (bookingId, work) => records.find(HeldBooking, keys.booking(bookingId), work),
    findMany,
    findEach,

    async findForLink(bookingId, tokenHash, work) {
      const [booking, token] = await records.findAll(
        [
          [HeldBooking, keys.booking(bookingId)],
          [ManageTokenView, keys.manageToken('booking', bookingId, tokenHash)],
        ],
        work,
      );
      return token && booking;
    },

    async *walkHeld(sessionId, { leftOut }, work) {
      for await (const holders of records.walk(AttendeeView, lists.attendees(sessionId), { leftOut }, work)) {
        const bookings = await findEach(
          holders.map(({ bookingId }) => bookingId),
          work,
        );
        for (let unread = holders.length - bookings.length; unread > 0; unread -= 1) leftOut();
        yield bookings;
      }
    },

    async listForPerson({ personId, includes = [], ...person }, page, work) {
      const own = [personId, ...includes].map(lists.bookingsOfPerson);
      // Who reads `name+tag@` need not be who reads `name@`.
      const addresses = new Set(confirmedAddresses(person));
      const only = onlyThose<HeldBooking>((booking) => addresses.has(booking.workEmail));
      return records.listSeveral(HeldBooking, own, { ...page, newestFirst: true, only }, work);
    },

    findCertificate: (code, work) => records.find(CertificateView, keys.certificate(code), work),
  };
}
