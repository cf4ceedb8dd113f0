import { addressesWith, includesWith, type Merge, ownAddresses, partedFrom } from '#domain/people/merging.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import { latest } from '#domain/time/instant.ts';
import type { Hub, RetentionDecisions } from '#hub/hub.ts';
import type { NewId } from '#platform/ids.ts';
import { expiresAt } from '#privacy/retention.ts';
import { all, present, when } from '../engine/conditions.ts';
import { update, type Write } from '../engine/writes.ts';
import { type AllowanceMembers, joinWrites, partWrites } from '../funding/allowance-groups.ts';
import { keys } from '../keys.ts';
import type { KeptPerson } from './account-reads.ts';
import { inAccountsToTend } from './account-tending.ts';
import { unchangedPerson } from './account-writes.ts';
import { AddressRecord, MergeRecord, PersonRecord } from './items.ts';
import { longerThanPersonSeconds } from './people.ts';

/** Two people of whom staff say that they are one. */
export interface Pair {
  readonly kept: KeptPerson;
  readonly other: KeptPerson;
}

/** Nobody has said anything more of it. */
const asRead = (merge: Merge) => all(present, when(MergeRecord).asRead(merge, 'approvedAt', 'undoneAt'));

export const saidOfMerge = (before: Merge, { approvedBy, approvedAt, undoneBy, undoneAt, since, parts }: Merge) =>
  update(
    MergeRecord,
    keys.merge(before.personId, before.mergeId),
    { set: { approvedBy, approvedAt, undoneBy, undoneAt, since, parts } },
    asRead(before),
  );

const isOf = ({ personId }: KeptPerson) => all(present, when(AddressRecord).is('personId', personId));

type Writes = Readonly<Record<string, Write>>;

/**
 * The record of the other leads to who is kept, and changes in nothing else: what was made as either keeps the id that it was made
 * under. Their allowances count together.
 *
 * @param allowances - of the mailboxes of both
 * @param at - ISO 8601 UTC: now
 */
export function mergeWrites(
  { kept, other }: Pair,
  allowances: AllowanceMembers,
  at: string,
  deps: { readonly newId: NewId; readonly retention: RetentionDecisions },
): Writes {
  // No part of it ends before the clock has looked, which then keeps all of it as long as the account.
  const ends = { with: Math.max(kept.expiresAt ?? 0, other.expiresAt ?? 0) + longerThanPersonSeconds };
  const ofSeveral = (person: KeptPerson) =>
    update(AddressRecord, keys.address(person.workEmail), { set: { isOneOfSeveral: true }, ends }, isOf(person));
  const keptAs = {
    addresses: addressesWith(kept, other, at),
    includes: includesWith(kept, other),
    // One human being has used them both.
    lastActiveAt: latest(kept.lastActiveAt, other.lastActiveAt),
    ...inAccountsToTend(kept.personId, at),
  };
  const leadsTo = { set: { mergedInto: kept.personId }, remove: ['gsi1pk', 'gsi1sk'] as const, ends };
  return {
    kept: update(PersonRecord, keys.person(kept.personId), { set: keptAs }, unchangedPerson(kept)),
    other: update(PersonRecord, keys.person(other.personId), leadsTo, unchangedPerson(other)),
    keptAddress: ofSeveral(kept),
    otherAddress: ofSeveral(other),
    ...joinWrites(allowances, at, deps),
  };
}

/**
 * As it was: each has what was made with their own addresses, that of the time in between included.
 *
 * @param parts - the ids of the mailboxes whose allowances are the other's
 * @param allowances - of these
 * @param at - ISO 8601 UTC: now
 */
export function partingWrites(
  { kept, other }: Pair,
  parts: readonly string[],
  allowances: AllowanceMembers,
  at: string,
  { newId, hub }: { readonly newId: NewId; readonly hub: Pick<Hub, 'retention' | 'accounts'> },
): Writes {
  const { addresses, includes } = partedFrom(kept, other);
  const left =
    includes.length > 0 ? { set: { addresses, includes } } : { set: { addresses }, remove: ['includes'] as const };
  // By the use that was made of it; but not before its owner could be told.
  const warned = addDays(new Date(at), hub.accounts.warnedDaysBefore + 1).getTime() / 1000;
  const ends = { with: Math.max(expiresAt('account', other.lastActiveAt, hub.retention), Math.ceil(warned)) };
  const asBefore = {
    set: inAccountsToTend(other.personId, at),
    // They are told anew: what they were told of before may have been put off meanwhile.
    remove: ['mergedInto', 'warnedAt'] as const,
    ends,
  };
  const own = ownAddresses(other);
  const isOneOfSeveral = own.length > 1;
  const ofOther = {
    ...(!isOneOfSeveral && { remove: ['isOneOfSeveral'] as const }),
    ends: isOneOfSeveral ? { with: ends.with + longerThanPersonSeconds } : ends,
  };
  return {
    kept: update(PersonRecord, keys.person(kept.personId), left, unchangedPerson(kept)),
    other: update(PersonRecord, keys.person(other.personId), asBefore, unchangedPerson(other)),
    // None of theirs has become an address of the account meanwhile.
    ...Object.fromEntries(
      own.map((address) => [`address ${address}`, update(AddressRecord, keys.address(address), ofOther, isOf(other))]),
    ),
    ...partWrites(parts, allowances, { newId }),
  };
}
