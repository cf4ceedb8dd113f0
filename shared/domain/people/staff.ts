import * as z from 'zod';
import { id } from '../ids.ts';
import { firstVersion, version, versionAfter } from '../numbers.ts';
import { line } from '../text/text.ts';
import { instant } from '../time/instant.ts';
import { emailAddress } from './person.ts';

export const staffGroups = ['admin', 'bookings', 'funding', 'finance', 'data-protection'] as const;
export type StaffGroup = (typeof staffGroups)[number];

const groups = z.array(z.enum(staffGroups));

/** A change that makes somebody `admin`: it waits whole until another admin approves of it. */
const proposal = z.object({ groups, by: id, at: instant });

export const staffMemberFields = {
  staffMemberId: id,
  version,
  name: line(200),
  workEmail: emailAddress,
  /** By which the audit trail names them; none before their account is made. */
  sub: z.string().optional(),
  /** Which they are to be in. Without any there is no account to sign in to. */
  groups,
  proposal: proposal.optional(),
  /** Members of staff, by their ids. */
  invitedBy: id.optional(),
  approvedBy: id.optional(),
  from: instant,
  /** Since when they have left. */
  until: instant.optional(),
  /** Which version their account was last made to agree with. */
  settledVersion: z.int().min(0),
  /** How many are at their account, or were broken off at it, which leaves it as nobody knows; and when the last of them began. */
  settling: z.int().min(0).optional(),
  settlingSince: instant.optional(),
};

/** For so long the password of an invitation is good. */
export const invitationDays = 3;

/** Longer than a request has time, and whatever it asked last is under way: whoever began before is at nothing any more. */
const longestSettlingMs = 60_000;

/** Somebody who works for the hub, or did: what is wanted of their account, and whether that is so yet. */
export type StaffMember = z.output<z.ZodObject<typeof staffMemberFields>>;

export const isSettled = ({ version: current, settledVersion, settling = 0 }: StaffMember): boolean =>
  settledVersion === current && settling === 0;

/** With one more at their account. */
export function settlingFrom(
  member: StaffMember,
  at: string,
): StaffMember & { settling: number; settlingSince: string } {
  const { settling = 0, settlingSince = member.from } = member;
  const othersEnded = Date.parse(settlingSince) + longestSettlingMs <= Date.parse(at);
  return { ...member, settling: (othersEnded ? 0 : settling) + 1, settlingSince: at };
}

/** What whoever is done with the account leaves: it agrees with this version, unless another is at it still. */
export const settledBy = (member: StaffMember, sub: string | undefined): StaffMember & { settling: number } => ({
  ...member,
  ...(sub !== undefined && { sub }),
  settledVersion: member.version,
  settling: Math.max(0, (member.settling ?? 0) - 1),
});

export const isAdmin = ({ groups: own, until }: StaffMember): boolean => until === undefined && own.includes('admin');

const inOrder = (wanted: readonly StaffGroup[]): StaffGroup[] => staffGroups.filter((group) => wanted.includes(group));
const same = (one: readonly StaffGroup[], other: readonly StaffGroup[]): boolean =>
  inOrder(one).join() === inOrder(other).join();

export type StaffRefusal =
  /** The same person may not do both. */
  | { readonly refused: 'needs-another-person'; readonly because: string }
  | { readonly refused: 'last-admin' }
  | { readonly refused: 'wrong-state'; readonly because: string }
  | { readonly refused: 'stale-version' };

export type StaffDecision =
  | StaffRefusal
  /** It is as was asked. */
  | { readonly already: true }
  | {
      readonly after: StaffMember;
      readonly action: 'staff-changed' | 'staff-left' | 'staff-admin-proposed' | 'staff-admin-approved';
      /** How many more admins there are than before. */
      readonly admins: -1 | 0 | 1;
    };

interface Asking {
  /** The admin who asks. */
  readonly by: StaffMember;
  readonly at: string;
}

/** Somebody who is new. Whoever is to be admin waits until another admin approves, and has no account before. */
export function invited(
  staffMemberId: string,
  wanted: { readonly name: string; readonly workEmail: string; readonly groups: readonly StaffGroup[] },
  { by, at }: Asking,
): StaffMember {
  const asked = inOrder(wanted.groups);
  const waits = asked.includes('admin');
  return {
    staffMemberId,
    version: firstVersion,
    name: wanted.name,
    workEmail: wanted.workEmail,
    groups: waits ? [] : asked,
    ...(waits && { proposal: { groups: asked, by: by.staffMemberId, at } }),
    invitedBy: by.staffMemberId,
    from: at,
    settledVersion: 0,
  };
}

/** Nothing was changed since they were invited, but that another admin approved of it. */
const isAsInvited = ({ version: current, approvedBy }: StaffMember): boolean =>
  current === (approvedBy === undefined ? firstVersion : firstVersion + 1);

/** Whether an invitation is the one that somebody is on record for: sent again after a time-out, it is answered as before. */
export const isSameInvitation = (
  found: StaffMember,
  wanted: { readonly name: string; readonly groups: readonly StaffGroup[] },
  by: StaffMember,
): boolean =>
  found.until === undefined &&
  isAsInvited(found) &&
  found.invitedBy === by.staffMemberId &&
  found.name === wanted.name &&
  same(found.proposal?.groups ?? found.groups, wanted.groups);

export interface StaffChange {
  readonly version: number;
  readonly name?: string | undefined;
  readonly groups?: readonly StaffGroup[] | undefined;
  readonly left?: true | undefined;
}

const changesAdmins = (before: StaffMember, after: StaffMember): -1 | 0 | 1 =>
  isAdmin(before) === isAdmin(after) ? 0 : isAdmin(after) ? 1 : -1;

/** As it is next; what is `undefined` is left out. */
const next = (before: StaffMember, changes: Partial<Record<keyof StaffMember, unknown>>): StaffMember =>
  Object.fromEntries(
    Object.entries({ ...before, ...changes, version: versionAfter(before) }).filter(([, value]) => value !== undefined),
  ) as StaffMember; // Of the fields named, and no others.

function leaving(before: StaffMember, { by, at }: Asking, admins: number): StaffDecision {
  if (before.until !== undefined) return { already: true };
  if (before.staffMemberId === by.staffMemberId)
    return { refused: 'needs-another-person', because: 'Nobody ends their own account: ask another admin' };
  if (isAdmin(before) && admins < 2) return { refused: 'last-admin' };
  const after = next(before, { until: at, groups: [], proposal: undefined });
  return { after, action: 'staff-left', admins: changesAdmins(before, after) };
}

function regrouping(
  before: StaffMember,
  wanted: StaffMember['groups'],
  { by, at }: Asking,
  admins: number,
): StaffDecision {
  const isOwn = before.staffMemberId === by.staffMemberId;
  if (isOwn) return { refused: 'needs-another-person', because: 'Nobody changes their own groups: ask another admin' };
  if (wanted.includes('admin') && !isAdmin(before)) {
    const after = next(before, { proposal: { groups: wanted, by: by.staffMemberId, at } });
    return { after, action: 'staff-admin-proposed', admins: 0 };
  }
  if (!wanted.includes('admin') && isAdmin(before) && admins < 2) return { refused: 'last-admin' };
  const after = next(before, { groups: wanted, proposal: undefined });
  return { after, action: 'staff-changed', admins: changesAdmins(before, after) };
}

/**
 * What a change of a member of staff comes to. Asking for what is so already is no fault, whichever version it was based on: so a
 * request that is sent again after a time-out is answered.
 *
 * @param admins - how many there are on record
 */
export function decideStaffChange(
  before: StaffMember,
  change: StaffChange,
  asking: Asking,
  admins: number,
): StaffDecision {
  if (change.left) {
    if (before.until === undefined && change.version !== before.version) return { refused: 'stale-version' };
    return leaving(before, asking, admins);
  }
  if (before.until !== undefined) return { refused: 'wrong-state', because: 'They have left: invite them anew' };
  const name = change.name ?? before.name;
  const wanted = change.groups && inOrder(change.groups);
  const asWanted = wanted === undefined || same(before.proposal?.groups ?? before.groups, wanted);
  if (asWanted && name === before.name) return { already: true };
  if (change.version !== before.version) return { refused: 'stale-version' };
  if (asWanted) return { after: next(before, { name }), action: 'staff-changed', admins: 0 };
  const decision = regrouping(before, wanted, asking, admins);
  return 'after' in decision ? { ...decision, after: { ...decision.after, name } } : decision;
}

/** What approving of a proposal comes to. It is of the version that whoever approves has read: a later proposal is another. */
export function decideApproval(before: StaffMember, basedOn: number, { by }: Asking): StaffDecision {
  const { proposal: proposed } = before;
  const isDone = before.approvedBy === by.staffMemberId && isAdmin(before) && before.version === basedOn + 1;
  if (isDone) return { already: true };
  if (!proposed || before.until !== undefined) return { refused: 'wrong-state', because: 'Nothing waits for approval' };
  if (before.version !== basedOn) return { refused: 'stale-version' };
  if (proposed.by === by.staffMemberId)
    return { refused: 'needs-another-person', because: 'Who has proposed it does not approve of it, too' };
  if (before.staffMemberId === by.staffMemberId)
    return { refused: 'needs-another-person', because: 'Nobody approves of their own groups' };
  const after = next(before, { groups: proposed.groups, proposal: undefined, approvedBy: by.staffMemberId });
  return { after, action: 'staff-admin-approved', admins: changesAdmins(before, after) };
}
