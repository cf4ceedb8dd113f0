import { firstVersion } from '#domain/numbers.ts';
import { isAdmin, type StaffMember } from '#domain/people/staff.ts';
import type { StaffMember as Caller } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { settle, type Work } from '#platform/work.ts';
import type { StaffMembers } from '#records/people/staff-members.ts';

interface Deps {
  readonly staff: StaffMembers;
  readonly clock: Clock;
  readonly newId: NewId;
}

export const staffSubject = (staffMemberId: string): string => `STAFF#${staffMemberId}`;

/**
 * Puts an admin on record whose account is there, as that of the first ones is.
 *
 * @param former - who had the address and has left
 * @returns nothing where another came first
 */
export async function recordAdmin(
  { staff, clock, newId }: Deps,
  { name, workEmail, sub, groups }: Pick<Caller, 'workEmail' | 'sub' | 'groups'> & { readonly name: string },
  work: Work,
  former?: StaffMember,
): Promise<StaffMember | undefined> {
  const staffMemberId = newId();
  const member: StaffMember = {
    staffMemberId,
    version: firstVersion,
    name,
    workEmail,
    sub,
    groups: [...groups],
    from: clock().toISOString(),
    settledVersion: firstVersion,
  };
  const facts = { groups: member.groups.join(' ') };
  const audit = { action: 'staff-recorded', subject: staffSubject(staffMemberId), actor: sub, facts };
  const admins = await staff.admins(work);
  return (await staff.add(member, former, 1, admins, { work, audit: [audit] })) ? member : undefined;
}

/**
 * The record of who is acting, which holds before their token does.
 *
 * @returns none of an admin who was made by hand, and has not acted yet
 * @throws ProblemError `not-allowed`
 */
export async function knownAdmin(
  { staff }: { readonly staff: Pick<StaffMembers, 'findByAddress'> },
  { workEmail, sub }: Caller,
  work: Work,
): Promise<StaffMember | undefined> {
  const known = await staff.findByAddress(workEmail, work);
  if (known && (known.sub !== sub || !isAdmin(known))) throw new ProblemError('not-allowed');
  return known;
}

/**
 * Who is acting, by the record of them: a token is good for up to an hour after its owner left, or ceased to be admin.
 *
 * @throws ProblemError `not-allowed`
 */
export function actingAdmin(deps: Deps, caller: Caller, work: Work): Promise<StaffMember> {
  return settle(work, async () => {
    const known = await knownAdmin(deps, caller, work);
    // Their token has no name; another admin can give it.
    return known ?? recordAdmin(deps, { ...caller, name: caller.workEmail }, work);
  });
}
