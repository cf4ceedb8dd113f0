import { standsAs } from '#domain/bookings/group-booking.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { bookings } from '../contract.ts';
import { findOwnGroup, type GroupUseCaseDeps } from './group.ts';

/** Who booked sees names and status alone: what else there is of a colleague's booking is that colleague's. */
export const createGetGroupBooking =
  (deps: GroupUseCaseDeps): UseCase<typeof bookings.routes.getGroupBooking> =>
  async ({ path }, { caller, work }) => {
    const { group, session } = await findOwnGroup(deps, path.groupBookingId, caller.tokenHash, work);
    // Who says that it was not them has no more to see.
    if (group.disownedAt !== undefined) throw new ProblemError('link-not-valid');
    const members = await deps.groups.listMembers(group.groupBookingId, work);
    const held = await deps.bookings.findMany(
      members.map(({ bookingId }) => bookingId),
      work,
    );
    const byId = new Map(held.map((booking) => [booking.bookingId, booking]));
    const { sessionId, title, format, provider, venue, startsAt, endsAt, status } = session.session;
    return {
      status: 200,
      body: {
        groupBookingId: group.groupBookingId,
        bookedAt: group.bookedAt,
        session: { sessionId, title, format, provider, venue, startsAt, endsAt, status },
        colleagues: members.map((member) => ({
          name: member.name,
          ...standsAs(member, byId.get(member.bookingId)),
        })),
      },
    };
  };
