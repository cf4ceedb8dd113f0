import * as z from 'zod';
import { id } from '../ids.ts';
import { instant } from '../time/instant.ts';
import { addressesByMailbox, type DatedAddress, type HasAddresses, mostAddresses } from './addresses.ts';

/** That staff say of two people that they are one, and what became of that. Who of the staff, by the `sub` of their token. */
export const mergeFields = {
  mergeId: id,
  /** Who is kept. */
  personId: id,
  /** Whose record leads to the other from then on. */
  otherPersonId: id,
  proposedBy: z.string(),
  proposedAt: instant,
  approvedBy: z.string().optional(),
  approvedAt: instant.optional(),
  /** That it was undone or, before a second had approved it, withdrawn. */
  undoneBy: z.string().optional(),
  undoneAt: instant.optional(),
  /** Since when it stands as it does: as long after it can be approved, or undone. */
  since: instant,
  /** Whose allowance was not the other's before, by the ids of the mailboxes: as many are to be parted. */
  parts: z.array(z.string()).optional(),
};

export type Merge = z.output<z.ZodObject<typeof mergeFields>>;

export const mergeStatuses = ['proposed', 'merged', 'withdrawn', 'undone'] as const;
export type MergeStatus = (typeof mergeStatuses)[number];

export function statusOfMerge({ approvedAt, undoneAt }: Pick<Merge, 'approvedAt' | 'undoneAt'>): MergeStatus {
  if (undoneAt !== undefined) return approvedAt === undefined ? 'withdrawn' : 'undone';
  return approvedAt === undefined ? 'proposed' : 'merged';
}

/** A person, as far as it is asked whether they can be one with another. */
export interface Mergeable extends HasAddresses {
  readonly personId: string;
  readonly createdAt: string;
  readonly sub?: string | undefined;
  readonly accountSince?: string | undefined;
  readonly includes?: readonly string[] | undefined;
  readonly mergedInto?: string | undefined;
}

/** Why two people cannot become one; nothing where they can. */
export function mergeRefusal(kept: Mergeable, other: Mergeable): string | undefined {
  if (kept.personId === other.personId) return 'These are one record already';
  for (const { mergedInto, personId } of [kept, other])
    if (mergedInto !== undefined) return `The record ${personId} has been merged into another: name that one`;
  // What stands of a guest anybody may have typed, in any spelling of an address: whoever reads it has said nothing yet.
  for (const { sub, personId } of [kept, other])
    if (sub === undefined) return `The record ${personId} has no account: ask them to confirm its address first`;
  if (addressesByMailbox({ ...kept, addresses: addressesWith(kept, other, kept.createdAt) }).length > mostAddresses)
    return `Together they would have more than ${mostAddresses} addresses`;
  return undefined;
}

const datedOf = ({ workEmail, addresses = [], accountSince, createdAt }: Mergeable): readonly DatedAddress[] =>
  addresses.length > 0 ? addresses : [{ workEmail, from: accountSince ?? createdAt }];

/** The addresses of who is kept, with those of the other. @param at - ISO 8601 UTC: now */
export const addressesWith = (kept: Mergeable, other: Mergeable, at: string): DatedAddress[] => [
  ...datedOf(other).map((each) => ({ ...each, until: each.until ?? at, of: each.of ?? other.personId })),
  // The last is theirs to be written to.
  ...datedOf(kept),
];

/** Those of a person's addresses that were theirs before anything was merged into them, one for each mailbox. */
export const ownAddresses = ({ workEmail, addresses = [] }: HasAddresses): string[] =>
  addressesByMailbox({ workEmail, addresses: addresses.filter(({ of }) => of === undefined) });

/** The ids of those who were merged into a person. */
export const mergedPeople = ({ addresses = [] }: Pick<HasAddresses, 'addresses'>): string[] => [
  ...new Set(addresses.flatMap(({ of }) => of ?? [])),
];

/** All the ids by which a person is known: their own, and those of whoever was merged into them. */
export const idsOfPerson = ({ personId, includes = [] }: Pick<Mergeable, 'personId' | 'includes'>): string[] => [
  personId,
  ...includes,
];

/** Who is known to be the one who is kept, with the other. */
export const includesWith = ({ includes = [] }: Mergeable, other: Mergeable): string[] => [
  ...new Set([...includes, ...idsOfPerson(other)]),
];

/** What who was kept is left with. Nobody else was merged into the other meanwhile, nor parted from them. */
export function partedFrom(kept: Mergeable, other: Mergeable) {
  const theirs = new Set(idsOfPerson(other));
  return {
    addresses: (kept.addresses ?? []).filter(({ of }) => of === undefined || !theirs.has(of)),
    includes: (kept.includes ?? []).filter((each) => !theirs.has(each)),
  };
}

export type ApprovalRefusal = 'another-is-needed' | 'not-proposed';

/** Two of the staff say it, or nobody does. */
export function approvalRefusal(merge: Merge, by: string): ApprovalRefusal | undefined {
  if (statusOfMerge(merge) !== 'proposed') return 'not-proposed';
  return merge.proposedBy === by ? 'another-is-needed' : undefined;
}

export const approved = (merge: Merge, by: string, at: string): Merge => ({
  ...merge,
  approvedBy: by,
  approvedAt: at,
  since: at,
});

export const undone = (merge: Merge, by: string, at: string): Merge => ({
  ...merge,
  undoneBy: by,
  undoneAt: at,
  since: at,
});
