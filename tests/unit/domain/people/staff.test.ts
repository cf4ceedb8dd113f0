import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideApproval,
  decideStaffChange,
  invited,
  isAdmin,
  type StaffDecision,
  type StaffMember,
  staffGroups,
} from '#domain/people/staff.ts';

const at = '2027-01-04T09:00:00.000Z';
const idOf = (n: number) => `01KEX4S6V8Z2M9Q3T7R5W1YB${String(n).padStart(2, '0')}`;
const aMember = (n: number, groups: StaffMember['groups']): StaffMember => ({
  staffMemberId: idOf(n),
  version: 1,
  name: `Member ${n}`,
  workEmail: `member-${n}@hub.example`,
  groups,
  from: at,
  settledVersion: 1,
});

/** What admins ask for, one after the other, of a staff of which the first two are admins. */
const steps = fc.array(
  fc.record({
    by: fc.nat(4),
    on: fc.nat(4),
    wants: fc.oneof(
      fc.record({ groups: fc.subarray([...staffGroups], { minLength: 1 }) }),
      fc.constant({ left: true as const }),
      fc.constant('approval' as const),
    ),
  }),
  { maxLength: 40 },
);

describe('who may be admin', () => {
  it('is decided by two, and never comes to nobody, whatever is asked for in whatever order', () => {
    fc.assert(
      fc.property(steps, (asked) => {
        const staff = [aMember(0, ['admin']), aMember(1, ['admin']), ...[2, 3, 4].map((n) => aMember(n, ['bookings']))];
        const adminsNow = () => staff.filter(isAdmin).length;
        let counted = 2;
        for (const { by: actor, on, wants } of asked) {
          const [by, before] = [staff[actor], staff[on]];
          if (!by || !before || !isAdmin(by)) continue;
          const { version } = before;
          const decision: StaffDecision =
            wants === 'approval'
              ? decideApproval(before, version, { by, at })
              : decideStaffChange(before, { version, ...wants }, { by, at }, counted);
          if (!('after' in decision)) continue;
          const { after, admins } = decision;
          // Nobody's own.
          expect(after.staffMemberId).not.toBe(by.staffMemberId);
          if (isAdmin(after) && !isAdmin(before)) {
            expect(wants).toBe('approval');
            expect(before.proposal?.by).not.toBe(by.staffMemberId);
          }
          expect(after.version).toBe(version + 1);
          staff[on] = after;
          counted += admins;
          expect(counted).toBe(adminsNow());
          expect(counted).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('waits whole for approval where somebody is invited', () => {
    const by = aMember(0, ['admin']);
    const wanted = { name: 'Grace Mensah', workEmail: 'grace@hub.example', groups: ['funding', 'admin'] as const };
    const member = invited(idOf(9), wanted, { by, at });
    expect(member.groups).toEqual([]);
    expect(member.proposal).toEqual({ groups: ['admin', 'funding'], by: by.staffMemberId, at });
  });
});
