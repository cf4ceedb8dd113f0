import {
  decideApproval,
  decideStaffChange,
  type StaffDecision,
  type StaffMember,
  type StaffRefusal,
} from '#domain/people/staff.ts';
import type { StaffMember as Caller } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { NewId } from '#platform/ids.ts';
import { type Once, settle, type Work } from '#platform/work.ts';
import type { people } from '../contract.ts';
import { actingAdmin, staffSubject } from './acting-admin.ts';
import { type StaffDeps, settleAccount } from './settle-account.ts';

interface Deps extends StaffDeps {
  readonly newId: NewId;
}

type Decide = (before: StaffMember, asking: { by: StaffMember; at: string }, admins: number) => StaffDecision;

const refusal = (decision: StaffRefusal, { version }: StaffMember): ProblemError =>
  decision.refused === 'stale-version'
    ? new ProblemError('stale-version', {
        detail: `Read it again: it is now at version ${version}`,
        extensions: { version },
      })
    : new ProblemError(decision.refused, 'because' in decision ? { detail: decision.because } : {});

interface Request {
  readonly caller: Caller;
  readonly work: Work;
  readonly once: Once | undefined;
}

/** Reads who acts and on whom, decides, has the record kept, again where others were first; then makes the account so. */
async function carryOut(deps: Deps, staffMemberId: string, decide: Decide, { caller, work, once }: Request) {
  if (once) await deps.staff.recall(once, work);
  const member = await settle(work, async () => {
    const by = await actingAdmin(deps, caller, work);
    const before = await deps.staff.find(staffMemberId, work);
    if (!before) throw new ProblemError('staff-member-not-found');
    const admins = await deps.staff.admins(work);
    const decision = decide(before, { by, at: deps.clock().toISOString() }, admins.count);
    if ('refused' in decision) throw refusal(decision, before);
    if ('already' in decision) return before;
    const { after, action, admins: more } = decision;
    const facts = { version: after.version, groups: (after.proposal?.groups ?? after.groups).join(' ') };
    const audit = [{ action, subject: staffSubject(staffMemberId), actor: caller.sub, facts }];
    return (await deps.staff.change(before, after, more, admins, { work, audit })) ? after : undefined;
  });
  return settleAccount(deps, member, { work, once, status: 200 });
}

export const createChangeStaff =
  (deps: Deps): UseCase<typeof people.routes.changeStaff> =>
  ({ path, body }, request) =>
    carryOut(
      deps,
      path.staffMemberId,
      (before, asking, admins) => decideStaffChange(before, body, asking, admins),
      request,
    );

export const createApproveStaff =
  (deps: Deps): UseCase<typeof people.routes.approveStaff> =>
  ({ path, body }, request) =>
    carryOut(deps, path.staffMemberId, (before, asking) => decideApproval(before, body.version, asking), request);
