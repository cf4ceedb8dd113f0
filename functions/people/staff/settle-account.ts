import { isSettled, type StaffMember, settledBy } from '#domain/people/staff.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Clock } from '#platform/clock.ts';
import { type Once, settle, type Work } from '#platform/work.ts';
import type { StaffMembers } from '#records/people/staff-members.ts';
import { staffMemberOf } from './staff-member.ts';
import type { StaffPool } from './staff-pool.ts';

export interface StaffDeps {
  readonly staff: StaffMembers;
  readonly pool: StaffPool;
  readonly clock: Clock;
}

interface Asked<Status> {
  readonly work: Work;
  readonly once: Once | undefined;
  /** Of the reply, which is kept for a retry once all is done. */
  readonly status: Status;
  /** An invitation that was sent before then, and never taken up, is sent again. */
  readonly resendBefore?: Date;
}

/** What one request has done so far. */
interface Run {
  /** The version that its account was first made to agree with; none before it has begun. */
  version: number | undefined;
  /** Of an account that it made, or found. */
  sub: string | undefined;
}

/** Ended by its `sub`; by the address only while that is theirs, and not of who came after them. */
async function endAccount({ staff, pool }: StaffDeps, { staffMemberId, sub, workEmail }: StaffMember, work: Work) {
  if (sub !== undefined) return pool.end(sub, work);
  const owner = await staff.findByAddress(workEmail, work);
  if (owner?.staffMemberId === staffMemberId) await pool.end(workEmail, work);
}

/** The account as the record wants it. @returns its `sub`, or that it is gone though there was one */
async function makeSo(deps: StaffDeps, member: StaffMember, { work, resendBefore }: Asked<unknown>) {
  const { sub, until, workEmail, groups } = member;
  if (until !== undefined) await endAccount(deps, member, work);
  if (until !== undefined || groups.length === 0) return sub;
  return (await deps.pool.keep({ workEmail, sub, groups, resendBefore }, work)) ?? 'gone';
}

const accountGone = () =>
  new ProblemError('wrong-state', {
    detail: 'Their account was removed, and not from here: end it here, too, and invite them anew',
  });

/** @returns nothing where the record changed meanwhile */
async function attempt<const Status extends 200 | 201>(
  deps: StaffDeps,
  staffMemberId: string,
  run: Run,
  asked: Asked<Status>,
) {
  const { work, once, status } = asked;
  const found = await deps.staff.find(staffMemberId, work);
  if (!found) throw new ProblemError('staff-member-not-found');
  const before = run.version === undefined ? await deps.staff.settling(found, deps.clock().toISOString(), work) : found;
  if (!before) return undefined;
  run.version ??= before.version;
  const sub = await makeSo(deps, { ...before, sub: before.sub ?? run.sub }, asked);
  if (sub === 'gone') {
    if ((await deps.staff.find(staffMemberId, work))?.version === before.version) throw accountGone();
    return undefined;
  }
  run.sub = sub;
  const after = settledBy(before, sub);
  const reply = { status, body: staffMemberOf(after) };
  // Who is told that another is at it still asks again, and is not to be answered the same then.
  const kept = once && isSettled(after) ? { ...once, reply } : undefined;
  return (await deps.staff.settled(before, after, { work, once: kept })) ? reply : undefined;
}

/**
 * Makes somebody's account agree with their record, and then says so there. The record comes first, and that somebody is at the
 * account: whatever fails in between is seen on it, and made good by the same request again. Where somebody else changed it meanwhile it
 * is done anew, so that whoever comes last leaves the account as the latest version wants it. What the record says of the account is
 * never believed: it is looked at each time.
 */
export async function settleAccount<const Status extends 200 | 201>(
  deps: StaffDeps,
  { staffMemberId }: StaffMember,
  asked: Asked<Status>,
) {
  const run: Run = { version: undefined, sub: undefined };
  try {
    return await settle(asked.work, () => attempt(deps, staffMemberId, run, asked));
  } catch (error) {
    const { version } = run;
    // Where this fails, too, it stays seen that it was broken off.
    if (version !== undefined) await deps.staff.gaveUp({ staffMemberId, version }, asked.work).catch(() => undefined);
    throw error;
  }
}
