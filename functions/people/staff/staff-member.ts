import type * as z from 'zod';
import { isSettled, type StaffMember } from '#domain/people/staff.ts';
import type { StaffMember as Shown } from './schemas.ts';

export const staffMemberOf = (member: StaffMember): z.input<typeof Shown> => ({
  staffMemberId: member.staffMemberId,
  version: member.version,
  name: member.name,
  workEmail: member.workEmail,
  sub: member.sub ?? null,
  groups: member.groups,
  proposed: member.proposal ?? null,
  from: member.from,
  until: member.until ?? null,
  settled: isSettled(member),
});
