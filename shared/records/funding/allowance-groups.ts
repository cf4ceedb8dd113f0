import type * as z from 'zod';
import { firstVersion } from '#domain/numbers.ts';
import { endOf, financialYearOf, yearsAfter } from '#domain/time/financial-year.ts';
import type { RetentionDecisions } from '#hub/hub.ts';
import type { NewId } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import { expiresAt } from '#privacy/retention.ts';
import { absent, all, endsBefore, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, remove, revise, update, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { AllowanceGroupView, AllowanceMemberView } from './allowances.ts';
import { AllowanceGroupRecord, AllowanceMemberRecord } from './items.ts';

type Group = z.output<typeof AllowanceGroupView>;

/** Mailboxes of one person, with the groups in which their allowances count together already. */
export interface AllowanceMembers {
  readonly mailboxes: readonly string[];
  /** Of each mailbox, the id of its group. */
  readonly groupIds: ReadonlyMap<string, string>;
  readonly groups: readonly Group[];
}

type Read = Pick<RecordsFor<'provide-services'>, 'findAll'>;

export async function readAllowanceMembers(
  records: Read,
  mailboxes: readonly string[],
  work: Work,
): Promise<AllowanceMembers> {
  const members = await records.findAll(
    mailboxes.map((mailbox) => [AllowanceMemberView, keys.allowanceMember(mailbox)] as const),
    work,
  );
  const groupIds = new Map(
    mailboxes.flatMap((mailbox, index) => {
      const groupId = members[index]?.groupId;
      return groupId === undefined ? [] : [[mailbox, groupId] as const];
    }),
  );
  const wanted = [...new Set(groupIds.values())].map((id) => [AllowanceGroupView, keys.allowanceGroup(id)] as const);
  const groups = wanted.length === 0 ? [] : await records.findAll(wanted, work);
  return { mailboxes, groupIds, groups: groups.flatMap((group) => group ?? []) };
}

const memberOf = (groupId: string) => all(present, when(AllowanceMemberRecord).is('groupId', groupId));

/**
 * From now on the allowances of these mailboxes count together. No allowance is read or written: an award that is decided on at this moment
 * rests on the group that its mailbox is in, or on its being in none, and is decided anew.
 *
 * @param at - ISO 8601 UTC: now
 */
export function joinWrites(
  { mailboxes, groupIds, groups }: AllowanceMembers,
  at: string,
  { newId, retention }: { readonly newId: NewId; readonly retention: RetentionDecisions },
): Readonly<Record<string, Write>> {
  const [into, ...others] = groups;
  const groupId = into?.groupId ?? newId();
  const joined = [...new Set([...mailboxes, ...groups.flatMap((group) => group.mailboxes)])];
  // Longer than any award that there is: what is awarded later moves it on.
  const least = expiresAt('funding', endOf(yearsAfter(financialYearOf(at), 1)), retention);
  const ends = { with: Math.max(least, ...groups.map((group) => group.expiresAt ?? 0)) };
  const groupOf = new Map([
    ...groupIds,
    ...groups.flatMap((g) => g.mailboxes.map((each) => [each, g.groupId] as const)),
  ]);
  const memberWrite = (mailbox: string): Write => {
    const [key, before] = [keys.allowanceMember(mailbox), groupOf.get(mailbox)];
    return before === undefined
      ? put(AllowanceMemberRecord, key, { groupId, ends }, absent)
      : update(AllowanceMemberRecord, key, { set: { groupId }, ends }, memberOf(before));
  };
  const key = keys.allowanceGroup(groupId);
  return {
    allowanceGroup: into
      ? revise(AllowanceGroupRecord, key, into, { set: { mailboxes: joined }, ends })
      : put(AllowanceGroupRecord, key, { groupId, version: firstVersion, mailboxes: joined, ends }),
    ...Object.fromEntries(joined.map((mailbox) => [`allowance member ${mailbox}`, memberWrite(mailbox)])),
    ...Object.fromEntries(
      others.map((group) => [
        `allowance group ${group.groupId}`,
        remove(
          AllowanceGroupRecord,
          keys.allowanceGroup(group.groupId),
          all(present, when(AllowanceGroupRecord).is('version', group.version)),
        ),
      ]),
    ),
  };
}

/** Those whose allowances count with a mailbox's, itself included. */
const sharing = ({ groupIds, groups }: AllowanceMembers, mailbox: string): readonly string[] => [
  mailbox,
  ...(groups.find(({ groupId }) => groupId === groupIds.get(mailbox))?.mailboxes ?? []),
];

/** All whose allowances count with one of these. */
export const allSharing = (members: AllowanceMembers, mailboxes = members.mailboxes): string[] => [
  ...new Set(mailboxes.flatMap((each) => sharing(members, each))),
];

/**
 * From now on the allowances of these mailboxes, which came into their group together, count without those of the others in it.
 *
 * @param parts - the ids of the mailboxes
 */
export function partWrites(
  parts: readonly string[],
  { groups: [group] }: Pick<AllowanceMembers, 'groups'>,
  { newId }: { readonly newId: NewId },
): Readonly<Record<string, Write>> {
  const leaving = group?.mailboxes.filter((each) => parts.includes(each)) ?? [];
  if (!group || leaving.length === 0) return {};
  const { groupId, expiresAt: ends = 0 } = group;
  const staying = group.mailboxes.filter((each) => !parts.includes(each));
  const isAlone = leaving.length === 1;
  const parted = { groupId: newId(), ends: { with: ends } };
  const memberWrite = (mailbox: string): Write =>
    isAlone
      ? remove(AllowanceMemberRecord, keys.allowanceMember(mailbox), memberOf(groupId))
      : update(
          AllowanceMemberRecord,
          keys.allowanceMember(mailbox),
          { set: { groupId: parted.groupId }, ends: parted.ends },
          memberOf(groupId),
        );
  return {
    // Whoever decides on an award at this moment knew of the group as it was, and is refused.
    allowanceGroup: revise(AllowanceGroupRecord, keys.allowanceGroup(groupId), group, { set: { mailboxes: staying } }),
    ...(!isAlone && {
      partedGroup: put(AllowanceGroupRecord, keys.allowanceGroup(parted.groupId), {
        ...parted,
        version: firstVersion,
        mailboxes: leaving,
      }),
    }),
    ...Object.fromEntries(leaving.map((mailbox) => [`allowance member ${mailbox}`, memberWrite(mailbox)])),
  };
}

/** Keeps a group and what leads to it at least until then, so that each mailbox knows of the others as long as any of them counts. */
export const keepWrites = ({ groupId, mailboxes }: Pick<Group, 'groupId' | 'mailboxes'>, ends: number) => [
  update(AllowanceGroupRecord, keys.allowanceGroup(groupId), { ends: { with: ends } }, all(present, endsBefore(ends))),
  ...mailboxes.map((mailbox) =>
    update(
      AllowanceMemberRecord,
      keys.allowanceMember(mailbox),
      { ends: { with: ends } },
      all(memberOf(groupId), endsBefore(ends)),
    ),
  ),
];
