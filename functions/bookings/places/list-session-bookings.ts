import type { Exports } from '#documents/exports.ts';
import type { BookingStatus } from '#domain/bookings/booking.ts';
import { pounds } from '#domain/money.ts';
import { type Column, csvOf, csvReply } from '#http/csv.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Work } from '#platform/work.ts';
import type { AttendeeListEntry, AttendeeLists } from '#records/bookings/attendee-lists.ts';
import type { Sessions } from '#records/bookings/sessions.ts';
import { everyPage } from '#records/engine/listing.ts';
import type { PageRequest } from '#records/engine/reading.ts';
import { shownPages } from '#records/engine/shown-pages.ts';
import type { bookings } from '../contract.ts';
import { staffBooking } from '../replies.ts';
import { findSession } from '../sessions/session.ts';

export const createListSessionBookings = (deps: {
  readonly sessions: Sessions;
  readonly attendees: AttendeeLists;
  readonly exports: Exports;
}): UseCase<typeof bookings.routes.listSessionBookings> => {
  /** Those who wait in the order of the line; others in the order in which they booked, passing over those not asked for. */
  function list(sessionId: string, status: BookingStatus | undefined, page: PageRequest, work: Work) {
    if (status === 'waitlisted') return deps.attendees.listWaiting(sessionId, page, work);
    return deps.attendees.listForSession(sessionId, page, work, status && ((entry) => entry.status === status));
  }

  /** The look is kept in the audit trail before it is given: who comes, and what they need, is personal. */
  const auditLook = (sessionId: string, actor: string, shown: readonly string[], work: Work) =>
    deps.attendees.recordLook(
      {
        action: 'attendees-seen',
        subject: `SESSION#${sessionId}`,
        shown,
        actor,
        facts: { bookings: shown.length },
      },
      work,
    );

  const everybody = (sessionId: string, status: BookingStatus | undefined, actor: string, work: Work) =>
    shownPages(
      everyPage((page) => list(sessionId, status, page, work)),
      nameInTrail,
      (shown) => auditLook(sessionId, actor, shown, work),
    );

  return async ({ path, query }, { caller, work, accepts }) => {
    const { sessionId } = path;
    const { status, ...page } = query;
    await findSession(deps.sessions, sessionId, work);
    if (accepts === 'text/csv') {
      const rows = (within: Work) => csvOf(columns, everybody(sessionId, status, caller.sub, within));
      return csvReply('bookings.csv', await deps.exports.write('bookings.csv', rows, work));
    }
    const { items, ...rest } = await list(sessionId, status, page, work);
    await auditLook(sessionId, caller.sub, items.map(nameInTrail), work);
    return { status: 200, body: { items: items.map(staffBooking), ...rest } };
  };
};

const nameInTrail = ({ bookingId }: AttendeeListEntry): string => `BOOKING#${bookingId}`;

const columns: readonly Column<AttendeeListEntry>[] = [
  { heading: 'Reference', cell: ({ reference }) => reference },
  { heading: 'Status', cell: ({ status }) => status },
  { heading: 'Name', cell: ({ name }) => name },
  { heading: 'Work email', cell: ({ workEmail }) => workEmail },
  { heading: 'Workplace', cell: ({ workplace }) => workplace.odsCode ?? workplace.name },
  { heading: 'Borough', cell: ({ workplace }) => workplace.borough },
  { heading: 'Job role', cell: ({ jobRole }) => jobRole },
  { heading: 'Job title', cell: ({ jobTitle }) => jobTitle },
  { heading: 'Manager’s email', cell: ({ managerEmail }) => managerEmail },
  { heading: 'Access needs', cell: ({ accessNeeds }) => accessNeeds },
  { heading: 'Attendance', cell: ({ attendance }) => attendance },
  { heading: 'Fee', cell: ({ charge }) => charge && pounds(charge.pence) },
  { heading: 'Email returned', cell: ({ emailReturned }) => emailReturned },
  { heading: 'Email bounced at (UTC)', cell: ({ emailBouncedAt }) => emailBouncedAt },
  { heading: 'Booked at (UTC)', cell: ({ bookedAt }) => bookedAt },
  { heading: 'Booking', cell: ({ bookingId }) => bookingId },
];
