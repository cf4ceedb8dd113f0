import { isSettled, type StaffMember } from '#domain/people/staff.ts';
import { ProblemError } from '#http/problem-error.ts';
import { type Once, settle, type Work } from '#platform/work.ts';
import type { StaffMembers } from '#records/people/staff-members.ts';
import { staffMemberOf } from './staff-member.ts';
import type { StaffPool } from './staff-pool.ts';

export interface StaffDeps {
  readonly staff: StaffMembers;
  readonly pool: StaffPool;
}

/** The account as the record wants it. @returns its `sub` */
function makeSo({ pool }: StaffDeps, { sub, until, workEmail, groups }: StaffMember, work: Work) {
  if (until !== undefined) return pool.end(sub ?? workEmail, work).then(() => sub);
  return groups.length === 0 ? Promise.resolve(sub) : pool.keep(workEmail, groups, work);
}

/**
 * Makes somebody's account agree with their record, and then says so there. The record comes first: whatever fails in between is
 * seen on it, and made good by the same request again. Where somebody else changed it meanwhile it is done anew, so that whoever comes
 * last leaves the account as the latest version wants it.
 *
 * @param status - of the reply, which is kept for a retry once all is done
 */
export async function settleAccount<const Status extends 200 | 201>(
  deps: StaffDeps,
  member: StaffMember,
  { work, once, status }: { readonly work: Work; readonly once: Once | undefined; readonly status: Status },
) {
  let [latest, isOvertaken] = [member, false];
  return settle(work, async () => {
    // Whoever was overtaken may have undone what the later one did: the record says settled, and is not to be believed.
    if (isSettled(latest) && !isOvertaken) return { status, body: staffMemberOf(latest) };
    const sub = await makeSo(deps, latest, work);
    const settled: StaffMember = { ...latest, ...(sub !== undefined && { sub }), settledVersion: latest.version };
    const reply = { status, body: staffMemberOf(settled) };
    if (await deps.staff.settled(latest, sub, { work, once: once && { ...once, reply } })) return reply;
    const now = await deps.staff.find(latest.staffMemberId, work);
    if (!now) throw new ProblemError('staff-member-not-found');
    [latest, isOvertaken] = [now, true];
    return undefined;
  });
}
