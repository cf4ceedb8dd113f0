import { londonDay } from '../time/london.ts';
import { addToDay, type Day } from '../time/working-days.ts';

/** What is known of an account when people are told of what changes in the policy. */
export interface AccountToTell {
  /** ISO 8601 UTC. */
  readonly accountSince: string;
  /** The newest version of which its owner was told. */
  readonly toldOfPolicy?: Day | undefined;
}

/**
 * The versions that the owner of an account is still to be told of, of those that change what people must hear of. Who opened it on the day
 * from which one holds, or later, could read that one as they did.
 *
 * @param versions - by the day from which each holds, oldest first
 */
export const versionsToTell = (
  { accountSince, toldOfPolicy = '' }: AccountToTell,
  versions: readonly Day[],
): readonly Day[] => {
  const opened = londonDay(accountSince);
  return versions.filter((version) => version > opened && version > toldOfPolicy);
};

/** How far telling has come. */
export interface Told {
  /** The newest version of which everybody was told who had an account on a day. */
  readonly toldOf: Day;
  readonly walkedOn: Day;
}

/**
 * Whether all accounts are to be looked at today: once a day until the version holds, since others are opened meanwhile, and once more then.
 *
 * @param newest - of the versions that people are told of
 * @param told - nothing before they were first told of one
 */
export const isWalkDue = (told: Told | undefined, newest: Day, today: Day): boolean =>
  told === undefined || told.toldOf < newest || (told.walkedOn < newest && told.walkedOn < today);

/** While there is so much time left, somebody who was not told in one run is told in another. */
const daysToSpare = 7;

/** Whether somebody may not hear of a version before it holds. */
export const isTellingLate = (version: Day, today: Day): boolean => addToDay(today, daysToSpare) >= version;
