import type { UseCase } from '#http/use-case.ts';
import type { StaffMembers } from '#records/people/staff-members.ts';
import type { people } from '../contract.ts';
import { knownAdmin } from './acting-admin.ts';
import { staffMemberOf } from './staff-member.ts';

export const createListStaff =
  ({
    staff,
  }: {
    readonly staff: Pick<StaffMembers, 'list' | 'findBySub' | 'findByAddress'>;
  }): UseCase<typeof people.routes.listStaff> =>
  async ({ query: { left, sub, ...page } }, { caller, work }) => {
    // A token is good for up to an hour after its owner left. Who only looks is not put on record.
    await knownAdmin({ staff }, caller, work);
    const { items, ...rest } =
      sub === undefined
        ? await staff.list(left === 'true' ? 'left' : 'now', page, work)
        : { items: await staff.findBySub(sub, work) };
    return { status: 200, body: { items: items.map(staffMemberOf), ...rest } };
  };
