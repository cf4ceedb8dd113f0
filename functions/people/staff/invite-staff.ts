import type * as z from 'zod';
import { invitationDays, invited, isSameInvitation, type StaffMember } from '#domain/people/staff.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { BusyError } from '#platform/errors.ts';
import type { NewId } from '#platform/ids.ts';
import { settle, type Work } from '#platform/work.ts';
import type { people } from '../contract.ts';
import { actingAdmin, staffSubject } from './acting-admin.ts';
import type { Invitation } from './schemas.ts';
import { type StaffDeps, settleAccount } from './settle-account.ts';

interface Deps extends StaffDeps {
  readonly newId: NewId;
}

/** Whose the address is already, where this is no invitation that was sent before. @throws ProblemError `staff-member-exists` */
function refuseKnown(found: StaffMember | undefined, wanted: z.output<typeof Invitation>, by: StaffMember): void {
  if (!found || found.until !== undefined || isSameInvitation(found, wanted, by)) return;
  throw new ProblemError('staff-member-exists', {
    detail: 'Somebody with this address works here: change their groups instead',
    extensions: { staffMemberId: found.staffMemberId },
  });
}

/** Otherwise what is left to end of the former account would end the new one, or what is under way there would make that anew. */
async function endFormer(deps: Deps, former: StaffMember, work: Work): Promise<void> {
  const { body } = await settleAccount(deps, former, { work, once: undefined, status: 200 });
  if (!body.settled) throw new BusyError('Somebody is at their former account still');
}

/** On record first, with what is wanted; where that was done before, and no more, it goes on from there. */
function record(deps: Deps, wanted: z.output<typeof Invitation>, by: StaffMember, actor: string, work: Work) {
  return settle(work, async () => {
    const found = await deps.staff.findByAddress(wanted.workEmail, work);
    refuseKnown(found, wanted, by);
    if (found && found.until === undefined) return found;
    if (found) await endFormer(deps, found, work);
    const member = invited(deps.newId(), wanted, { by, at: deps.clock().toISOString() });
    const subject = staffSubject(member.staffMemberId);
    const audit = [
      { action: 'staff-invited', subject, actor, facts: { groups: wanted.groups.join(' ') } },
      ...(member.proposal
        ? [{ action: 'staff-admin-proposed', subject, actor, facts: { version: member.version } }]
        : []),
    ];
    const admins = await deps.staff.admins(work);
    return (await deps.staff.add(member, found, 0, admins, { work, audit })) ? member : undefined;
  });
}

export const createInviteStaff =
  (deps: Deps): UseCase<typeof people.routes.inviteStaff> =>
  async ({ body }, { caller, work, once }) => {
    if (once) await deps.staff.recall(once, work);
    const by = await actingAdmin(deps, caller, work);
    const member = await record(deps, body, by, caller.sub, work);
    const resendBefore = addDays(deps.clock(), -invitationDays);
    return settleAccount(deps, member, { work, once, status: 201, resendBefore });
  };
