import type { BookingStatus } from '../../shared/domain/booking.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import type { Work } from '../../shared/platform/work.ts';
import type { AttendeeListEntry, Bookings } from '../../shared/records/bookings.ts';
import type { PageRequest, Records } from '../../shared/records/records.ts';
import type { Sessions } from '../../shared/records/sessions.ts';
import type { bookings } from './contract.ts';
import { findSession } from './get-session.ts';
import { staffBooking } from './views.ts';

export const createListSessionBookings = (deps: {
  readonly sessions: Sessions;
  readonly bookings: Bookings;
  readonly records: Records;
}): UseCase<typeof bookings.routes.listSessionBookings> => {
  /** Those who wait in the order of the line; others in the order in which they booked, passing over those not asked for. */
  async function list(sessionId: string, status: BookingStatus | undefined, page: PageRequest, work: Work) {
    if (status === 'waitlisted') return deps.bookings.listWaiting(sessionId, page, work);
    if (status === undefined) return deps.bookings.listForSession(sessionId, page, work);
    const items: AttendeeListEntry[] = [];
    let cursor = page.cursor;
    do {
      const more = await deps.bookings.listForSession(sessionId, { limit: page.limit - items.length, cursor }, work);
      items.push(...more.items.filter((entry) => entry.status === status));
      cursor = more.nextCursor;
    } while (cursor !== undefined && items.length < page.limit);
    return { items, ...(cursor !== undefined && { nextCursor: cursor }) };
  }

  /** The look is kept in the audit trail before it is given: who comes, and what they need, is personal. */
  const auditLook = (sessionId: string, actor: string, bookings: number, work: Work) =>
    deps.records.audit(
      [{ action: 'attendees-seen', subject: `SESSION#${sessionId}`, actor, facts: { bookings } }],
      work,
    );

  return async ({ path, query }, { caller, work }) => {
    const { sessionId } = path;
    const { status, ...page } = query;
    await findSession(deps.sessions, sessionId, work);
    const { items, ...rest } = await list(sessionId, status, page, work);
    await auditLook(sessionId, caller.sub, items.length, work);
    return { status: 200, body: { items: items.map(staffBooking), ...rest } };
  };
};
