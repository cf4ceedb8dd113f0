import { mostColleagues } from '#domain/bookings/group-booking.ts';
import type { OnceWithReply, Work } from '#platform/work.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { FactsOf } from '../engine/record.ts';
import { update, type Write } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import { ManageTokenView } from '../people/views.ts';
import { type BookingStoreDeps, type ChangeOutcome, createKeep } from './booking-change.ts';
import { createGroupReserving, type GroupReserving } from './group-reserving.ts';
import { GroupBookingRecord } from './items.ts';
import type { ReservingDeps } from './reserve.ts';
import { GroupBookingView, GroupMemberView } from './views.ts';

export type GroupBooking = FactsOf<typeof GroupBookingView> & { readonly expiresAt?: number | undefined };
export type GroupMember = FactsOf<typeof GroupMemberView>;

export interface GroupBookings extends GroupReserving {
  find(groupBookingId: string, work: Work): Promise<GroupBooking | undefined>;
  /** None where there is no such group, or where the token is not of it. Whether it still opens it is for `groupLinkEnds`. */
  findForLink(groupBookingId: string, tokenHash: string, work: Work): Promise<GroupBooking | undefined>;
  /** In the order in which they were given. */
  listMembers(groupBookingId: string, work: Work): Promise<readonly GroupMember[]>;
  /** Keeps that it was not them in whose name it was made, from which the end of what it made follows. @param wanted.hold - on their mailbox */
  disown(
    wanted: { readonly group: GroupBooking; readonly at: string; readonly hold: Write },
    change: { readonly work: Work; readonly once?: OnceWithReply | undefined },
  ): Promise<ChangeOutcome>;
}

function createKeptGroups(deps: BookingStoreDeps): Omit<GroupBookings, keyof GroupReserving> {
  const { records } = deps;
  const keep = createKeep(deps);

  return {
    find: (groupBookingId, work) => records.find(GroupBookingView, keys.groupBooking(groupBookingId), work),

    async findForLink(groupBookingId, tokenHash, work) {
      const [group, token] = await records.findAll(
        [
          [GroupBookingView, keys.groupBooking(groupBookingId)],
          [ManageTokenView, keys.manageToken('group-booking', groupBookingId, tokenHash)],
        ],
        work,
      );
      return token && group;
    },

    async listMembers(groupBookingId, work) {
      const page = { limit: mostColleagues };
      return (await records.list(GroupMemberView, lists.groupMembers(groupBookingId), page, work)).items;
    },

    disown({ group, at, hold }, change) {
      const write = update(
        GroupBookingRecord,
        keys.groupBooking(group.groupBookingId),
        { set: { disownedAt: at } },
        all(present, when(GroupBookingRecord).missing('disownedAt')),
      );
      return keep({ group: write, hold }, change);
    },
  };
}

export const createGroupBookings = (deps: ReservingDeps): GroupBookings => ({
  ...createGroupReserving(deps),
  ...createKeptGroups(deps),
});
