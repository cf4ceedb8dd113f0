import type { BookingStatus } from '../../shared/domain/booking.ts';
import { pounds } from '../../shared/domain/money.ts';
import { type Column, toCsv } from '../../shared/http/csv.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import type { Work } from '../../shared/platform/work.ts';
import type { AttendeeListEntry, AttendeeLists } from '../../shared/records/attendee-lists.ts';
import type { PageRequest, Records } from '../../shared/records/records.ts';
import type { Sessions } from '../../shared/records/sessions.ts';
import type { bookings } from './contract.ts';
import { findSession } from './get-session.ts';
import { staffBooking } from './views.ts';

const pageOfSpreadsheet = 100;

export const createListSessionBookings = (deps: {
  readonly sessions: Sessions;
  readonly attendees: AttendeeLists;
  readonly records: Records;
}): UseCase<typeof bookings.routes.listSessionBookings> => {
  /** Those who wait in the order of the line; others in the order in which they booked, passing over those not asked for. */
  async function list(sessionId: string, status: BookingStatus | undefined, page: PageRequest, work: Work) {
    if (status === 'waitlisted') return deps.attendees.listWaiting(sessionId, page, work);
    if (status === undefined) return deps.attendees.listForSession(sessionId, page, work);
    const items: AttendeeListEntry[] = [];
    let cursor = page.cursor;
    do {
      const more = await deps.attendees.listForSession(sessionId, { limit: page.limit - items.length, cursor }, work);
      items.push(...more.items.filter((entry) => entry.status === status));
      cursor = more.nextCursor;
    } while (cursor !== undefined && items.length < page.limit);
    return { items, ...(cursor !== undefined && { nextCursor: cursor }) };
  }

  async function listWhole(sessionId: string, status: BookingStatus | undefined, work: Work) {
    const items: AttendeeListEntry[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(sessionId, status, { limit: pageOfSpreadsheet, cursor }, work);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return items;
  }

  /** The look is kept in the audit trail before it is given: who comes, and what they need, is personal. */
  const auditLook = (sessionId: string, actor: string, bookings: number, work: Work) =>
    deps.records.audit(
      [{ action: 'attendees-seen', subject: `SESSION#${sessionId}`, actor, facts: { bookings } }],
      work,
    );

  return async ({ path, query }, { caller, work, accepts }) => {
    const { sessionId } = path;
    const { status, ...page } = query;
    await findSession(deps.sessions, sessionId, work);
    if (accepts === 'text/csv') {
      const items = await listWhole(sessionId, status, work);
      await auditLook(sessionId, caller.sub, items.length, work);
      return {
        status: 200,
        document: { mediaType: 'text/csv', content: toCsv(columns, items), filename: 'bookings.csv' },
      };
    }
    const { items, ...rest } = await list(sessionId, status, page, work);
    await auditLook(sessionId, caller.sub, items.length, work);
    return { status: 200, body: { items: items.map(staffBooking), ...rest } };
  };
};

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
  { heading: 'Booked at (UTC)', cell: ({ bookedAt }) => bookedAt },
  { heading: 'Booking', cell: ({ bookingId }) => bookingId },
];
