import { groupLinkEnds } from '#domain/bookings/link-ends.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Work } from '#platform/work.ts';
import type { GroupBooking, GroupBookings } from '#records/bookings/group-bookings.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { BookingUseCaseDeps } from '../use-case-deps.ts';

export interface GroupUseCaseDeps extends BookingUseCaseDeps {
  readonly groups: GroupBookings;
}

/** What a link to what was booked for colleagues opens; nothing where it has ended, or is another's, or no link at all. */
export async function findLinkedGroup(
  deps: Pick<GroupUseCaseDeps, 'groups' | 'sessions' | 'hub' | 'clock'>,
  groupBookingId: string,
  tokenHash: string,
  work: Work,
): Promise<{ group: GroupBooking; session: StoredSession } | undefined> {
  const group = await deps.groups.findForLink(groupBookingId, tokenHash, work);
  if (!group) return undefined;
  const session = await deps.sessions.find(group.sessionId, work);
  if (!session) throw new Error('Colleagues were booked for a session that is not there');
  return groupLinkEnds(group, session.session, deps.hub.links) > deps.clock().toISOString()
    ? { group, session }
    : undefined;
}

/** @throws ProblemError `link-not-valid`, the same whether the link has ended, is another's or was never there */
export async function findOwnGroup(
  ...[deps, groupBookingId, tokenHash, work]: Parameters<typeof findLinkedGroup>
): Promise<{ group: GroupBooking; session: StoredSession }> {
  const found = await findLinkedGroup(deps, groupBookingId, tokenHash, work);
  if (!found) throw new ProblemError('link-not-valid');
  return found;
}
