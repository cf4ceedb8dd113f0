import { type Awarded, together } from '#domain/funding/allowance.ts';
import type { PersonAllowance } from '#domain/funding/movements.ts';
import type { Work } from '#platform/work.ts';
import { view } from '#privacy/views.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, mailboxId } from '../keys.ts';
import { AllowanceGroupRecord, AllowanceMemberRecord, AllowanceRecord } from './items.ts';

const purposes = ['provide-services', 'decide-funding'] as const;
export const AllowanceMemberView = view(purposes, AllowanceMemberRecord, ['groupId', 'expiresAt']);
export const AllowanceGroupView = view(purposes, AllowanceGroupRecord, [
  'groupId',
  'version',
  'mailboxes',
  'expiresAt',
]);
export const HeldAllowance = view(purposes, AllowanceRecord, ['scheme', 'version', 'awarded', 'expiresAt']);

export type AllowanceViews = typeof HeldAllowance | typeof AllowanceMemberView | typeof AllowanceGroupView;

/**
 * What a person has been awarded from pots of a scheme, under all of their addresses. The group is read before what it groups: an award that comes
 * between makes another version of it, and whoever decides on this is refused.
 */
export const createFindAllowance =
  ({ records }: { readonly records: Pick<RecordsFor<'provide-services'>, 'find' | 'findAll'> }) =>
  async (workEmail: string, scheme: string, work: Work): Promise<PersonAllowance> => {
    const own = mailboxId(workEmail);
    const ofMailbox = (mailbox: string) => [HeldAllowance, keys.allowanceOfMailbox(mailbox, scheme)] as const;
    const [member, alone] = await records.findAll(
      [[AllowanceMemberView, keys.allowanceMember(own)], ofMailbox(own)],
      work,
    );
    if (!member) return { own: alone, shared: undefined, awarded: alone?.awarded ?? {} };
    const group = await records.find(AllowanceGroupView, keys.allowanceGroup(member.groupId), work);
    const mailboxes = [own, ...(group?.mailboxes ?? []).filter((each) => each !== own)];
    const [mine, ...theirs] = await records.findAll(mailboxes.map(ofMailbox), work);
    const others: Awarded = together(theirs.map((each) => each?.awarded ?? {}));
    return {
      own: mine,
      shared: group && { ...group, others },
      awarded: together([mine?.awarded ?? {}, others]),
    };
  };
