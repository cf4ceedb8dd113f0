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

/** An admin whose account was made by hand, as the first ones are, is on record from the first time that they act. */
function fromToken({ clock, newId }: Deps, { sub, workEmail, groups }: Caller): StaffMember {
  const staffMemberId = newId();
  return {
    staffMemberId,
    version: firstVersion,
    // Their token has no name; another admin can give it.
    name: workEmail,
    workEmail,
    sub,
    groups: [...groups],
    from: clock().toISOString(),
    settledVersion: firstVersion,
  };
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
    if (known) return known;
    const member = fromToken(deps, caller);
    const admins = await deps.staff.admins(work);
    const audit = {
      action: 'staff-recorded',
      subject: staffSubject(member.staffMemberId),
      actor: caller.sub,
      facts: { groups: member.groups.join(' ') },
    };
    return (await deps.staff.add(member, undefined, 1, admins, { work, audit: [audit] })) ? member : undefined;
  });
}
