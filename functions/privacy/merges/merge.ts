import type * as z from 'zod';
import { addressesByMailbox, isAmongTheirs } from '#domain/people/addresses.ts';
import { type Merge, mergeRefusal, statusOfMerge } from '#domain/people/merging.ts';
import type { StaffMember } from '#http/callers.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Hub } from '#hub/hub.ts';
import type { Work } from '#platform/work.ts';
import { expiresAt } from '#privacy/retention.ts';
import type { AuditFact } from '#records/engine/audit-trail.ts';
import type { Holdings } from '#records/holdings.ts';
import type { KeptPerson } from '#records/people/account-reads.ts';
import type { Pair } from '#records/people/merge-writes.ts';
import type { Merges } from '#records/people/merges.ts';
import { subjectOfPerson } from '../people/person.ts';
import type { MergePreview, Merge as Shown } from './schemas.ts';

/** @throws ProblemError `merge-not-found`, also where it is too old to be approved or undone */
export async function findMerge(
  { merges }: { readonly merges: Pick<Merges, 'find'> },
  personId: string,
  mergeId: string,
  work: Work,
): Promise<Merge> {
  const merge = await merges.find(personId, mergeId, work);
  if (!merge) throw new ProblemError('merge-not-found');
  return merge;
}

/** @throws ProblemError where one of the two is not there, or no longer known by the address that they were known by */
export async function readPair(
  { merges }: { readonly merges: Pick<Merges, 'readPair'> },
  of: Pick<Merge, 'personId' | 'otherPersonId'>,
  work: Work,
): Promise<Pair> {
  const pair = await merges.readPair(of, work);
  if (pair === 'not-there') throw new ProblemError('person-not-found');
  if (pair === 'moved-on')
    throw new ProblemError('wrong-state', { detail: 'An address of one of the two has become another person’s since' });
  return pair;
}

/** @throws ProblemError where one of the two is who asks */
export function refuseOwn({ kept, other }: Pair, { workEmail }: StaffMember): void {
  if ([kept, other].some((person) => isAmongTheirs(person, workEmail)))
    throw new ProblemError('needs-another-person', { detail: 'Nobody decides about a record of their own' });
}

/** @throws ProblemError where the two cannot become one */
export function refuseImpossible({ kept, other }: Pair): void {
  const because = mergeRefusal(kept, other);
  if (because !== undefined) throw new ProblemError('wrong-state', { detail: because });
}

/** In the trail of both. */
export const auditOf = (action: string, merge: Merge, actor: string, reason?: string): AuditFact[] =>
  [merge.personId, merge.otherPersonId].map((personId) => ({
    action,
    subject: subjectOfPerson(personId),
    actor,
    facts: { mergeId: merge.mergeId, kept: merge.personId, other: merge.otherPersonId },
    ...(reason !== undefined && { reason }),
  }));

interface PreviewDeps {
  readonly merges: Pick<Merges, 'awardedTogether'>;
  readonly holdings: Pick<Holdings, 'count'>;
}

/** What two people who are to be one hold, as they are now. */
export async function previewOf({ merges, holdings }: PreviewDeps, pair: Pair, work: Work) {
  const side = async ({ personId, name, createdAt, lastActiveAt, sub, ...person }: KeptPerson) => ({
    personId,
    name,
    addresses: addressesByMailbox(person),
    hasAccount: sub !== undefined,
    createdAt,
    lastActiveAt,
    counts: await holdings.count(person.workEmail, work),
  });
  const preview: z.input<typeof MergePreview> = {
    kept: await side(pair.kept),
    other: await side(pair.other),
    awardedTogether: await merges.awardedTogether(pair, work),
  };
  return preview;
}

/** Until when it can be approved or, once it was, undone. ISO 8601 UTC */
export const openUntil = ({ since }: Merge, { retention }: Pick<Hub, 'retention'>): string =>
  new Date(expiresAt('merge', since, retention) * 1000).toISOString();

export function showMerge(
  merge: Merge,
  hub: Pick<Hub, 'retention'>,
  preview: z.input<typeof MergePreview> | null = null,
): z.input<typeof Shown> {
  const status = statusOfMerge(merge);
  const isOver = status === 'withdrawn' || status === 'undone';
  return {
    mergeId: merge.mergeId,
    personId: merge.personId,
    otherPersonId: merge.otherPersonId,
    status,
    proposedAt: merge.proposedAt,
    approvedAt: merge.approvedAt ?? null,
    undoneAt: merge.undoneAt ?? null,
    until: isOver ? null : openUntil(merge, hub),
    preview,
  };
}
