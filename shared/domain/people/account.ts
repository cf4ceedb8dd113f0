import { firstVersion } from '../numbers.ts';
import { addDays } from '../time/calendar-time.ts';
import type { Person } from './person.ts';

/** What of a profile its owner can change. The work email is changed by a link that goes to both addresses. */
export type Profile = Pick<Person, 'name' | 'workplace' | 'jobRole' | 'jobTitle'>;

/**
 * Somebody's work as it was until an instant (ISO 8601 UTC). A name is not among it: nothing is reported of names, and who has
 * another one now is not shown the one before.
 */
export interface EarlierWork extends Omit<Profile, 'name'> {
  readonly until: string;
}

/** So many are kept, the latest: each request of theirs reads them. */
const mostEarlier = 20;

export const profileOf = ({ name, workplace, jobRole, jobTitle }: Profile): Profile => ({
  name,
  workplace,
  jobRole,
  jobTitle,
});

/** Whether two profiles say the same of somebody's work, whatever the order of their fields. */
const worksTheSame = (one: Profile, other: Profile): boolean =>
  one.jobRole === other.jobRole &&
  one.jobTitle === other.jobTitle &&
  one.workplace.odsCode === other.workplace.odsCode &&
  one.workplace.name === other.workplace.name &&
  one.workplace.borough === other.workplace.borough;

export const saysTheSame = (one: Profile, other: Profile): boolean =>
  one.name === other.name && worksTheSame(one, other);

/**
 * What a change makes of a profile: what their work was stays beside it, dated.
 *
 * @param changes - what is left out stays
 * @param at - ISO 8601 UTC: now
 * @returns nothing where the profile says that already
 */
export function changedProfile(
  before: Profile & { readonly earlier?: readonly EarlierWork[] | undefined },
  changes: { readonly [F in keyof Profile]?: Profile[F] | undefined },
  at: string,
): { readonly profile: Profile; readonly earlier: EarlierWork[] } | undefined {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const profile = profileOf({ ...before, ...given });
  if (saysTheSame(profile, before)) return undefined;
  const kept = before.earlier ?? [];
  const { name: _, ...work } = profileOf(before);
  const earlier = worksTheSame(profile, before) ? [...kept] : [...kept, { ...work, until: at }];
  return { profile, earlier: earlier.slice(-mostEarlier) };
}

/** @param person.profileVersion - none before the first change */
export const profileVersionOf = ({
  profileVersion = firstVersion,
}: {
  readonly profileVersion?: number | undefined;
}): number => profileVersion;

/** What is kept of a change of a profile, in place of what stood there. */
export const profileAfter = (
  before: Parameters<typeof profileVersionOf>[0],
  { profile, earlier }: NonNullable<ReturnType<typeof changedProfile>>,
) => ({ ...profile, earlier, profileVersion: profileVersionOf(before) + 1 });

/** What the clock knows of an account; instants are ISO 8601 UTC. */
export interface AccountTimes {
  readonly lastActiveAt: string;
  readonly endsAt: string;
  readonly warnedAt?: string | undefined;
}

/** Whether its owner has been told that it will end, and has not used it since. */
export const isWarned = ({ warnedAt, lastActiveAt }: Pick<AccountTimes, 'warnedAt' | 'lastActiveAt'>): boolean =>
  warnedAt !== undefined && warnedAt >= lastActiveAt;

/** What the clock does to an account next: tells its owner that it will end, or looks at it again at an instant (ISO 8601 UTC). */
export type AccountStep = { readonly kind: 'warn' } | { readonly kind: 'wait'; readonly until: string };

/** @param warnedDaysBefore - its end, in calendar days */
export function nextAccountStep(account: AccountTimes, warnedDaysBefore: number, now: Date): AccountStep {
  if (isWarned(account)) return { kind: 'wait', until: account.endsAt };
  const warnAt = addDays(new Date(account.endsAt), -warnedDaysBefore);
  return now < warnAt ? { kind: 'wait', until: warnAt.toISOString() } : { kind: 'warn' };
}
