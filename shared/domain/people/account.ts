import type { Person } from './person.ts';

/** What of a profile its owner can change. The work email is changed by a link that goes to both addresses. */
export type Profile = Pick<Person, 'name' | 'workplace' | 'jobRole' | 'jobTitle'>;

/** A profile as it was until an instant (ISO 8601 UTC). */
export interface EarlierProfile extends Profile {
  readonly until: string;
}

/** So many are kept, the latest; who changes their profile daily has months of it. */
const mostEarlier = 100;

const profileOf = ({ name, workplace, jobRole, jobTitle }: Profile): Profile => ({
  name,
  workplace,
  jobRole,
  jobTitle,
});

/** Whether two profiles say the same, whatever the order of their fields. */
const saysTheSame = (one: Profile, other: Profile): boolean =>
  one.name === other.name &&
  one.jobRole === other.jobRole &&
  one.jobTitle === other.jobTitle &&
  one.workplace.odsCode === other.workplace.odsCode &&
  one.workplace.name === other.workplace.name &&
  one.workplace.borough === other.workplace.borough;

/**
 * What a change makes of a profile: what it was stays beside it, dated.
 *
 * @param changes - what is left out stays
 * @param at - ISO 8601 UTC: now
 * @returns nothing where the profile says that already
 */
export function changedProfile(
  before: Profile & { readonly earlier?: readonly EarlierProfile[] | undefined },
  changes: { readonly [F in keyof Profile]?: Profile[F] | undefined },
  at: string,
): { readonly profile: Profile; readonly earlier: EarlierProfile[] } | undefined {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const profile = profileOf({ ...before, ...given });
  if (saysTheSame(profile, before)) return undefined;
  const earlier = [...(before.earlier ?? []), { ...profileOf(before), until: at }];
  return { profile, earlier: earlier.slice(-mostEarlier) };
}
