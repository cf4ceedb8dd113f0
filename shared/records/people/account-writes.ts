import type * as z from 'zod';
import { firstVersion } from '#domain/numbers.ts';
import type { Profile } from '#domain/people/account.ts';
import type { NewId } from '#platform/ids.ts';
import { all, present, when } from '../engine/conditions.ts';
import { picked } from '../engine/record.ts';
import { put, update, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import type { Account, KeptPerson } from './account-reads.ts';
import { inAccountsToTend } from './account-tending.ts';
import { AddressRecord, PersonRecord } from './items.ts';
import { addressOfNew, type KnownAddress } from './people.ts';
import type { RegistrationView } from './views.ts';

/** Whoever a registration is for, as far as they are known. */
export interface Registrant {
  readonly registration: z.output<typeof RegistrationView>;
  readonly address: KnownAddress | undefined;
  readonly person: KeptPerson | undefined;
}

/** As it was read: which user signs in as them, whose record they are led to, and what their profile says. */
export const profileAsRead = (person: Pick<KeptPerson, 'sub' | 'mergedInto' | 'profileVersion'>) =>
  all(present, when(PersonRecord).asRead(person, 'sub', 'mergedInto', 'profileVersion'));

/** The same, and when they were last here. */
export const personAsRead = (person: KeptPerson) =>
  all(profileAsRead(person), when(PersonRecord).is('lastActiveAt', person.lastActiveAt));

/** The same, by which address they are known, and who is known to be the same one. */
export const unchangedPerson = (person: KeptPerson) =>
  all(personAsRead(person), when(PersonRecord).asRead(person, 'workEmail', 'includes'));

/** That an account was used, and what of its profile changed by that: its person is kept so much longer. @param now - ISO 8601 UTC */
export const usedWrites = (
  account: Account,
  now: string,
  set: Partial<Profile & Pick<KeptPerson, 'earlier' | 'profileVersion'>> = {},
) => ({
  person: update(
    PersonRecord,
    keys.person(account.personId),
    { set: { ...set, lastActiveAt: now } },
    personAsRead(account),
  ),
  address: update(AddressRecord, keys.address(account.workEmail), { ends: { after: now } }),
});

/**
 * The person for whom somebody registered becomes theirs who signs in, whether anything was known of them or not.
 *
 * @param sub - of the user who signs in
 * @param now - ISO 8601 UTC
 */
export function openWrites(
  { registration, address, person }: Registrant,
  sub: string,
  now: string,
  newId: NewId,
): Readonly<Record<'address' | 'person', Write>> {
  const { workEmail } = registration;
  // Whom an address leads to may have ended before it: others of theirs may lead there still.
  const personId = (person && address?.personId) ?? newId();
  const account = {
    ...picked(registration, ['name', 'workEmail', 'workplace', 'jobRole', 'jobTitle']),
    sub,
    accountSince: now,
    lastActiveAt: now,
    profileVersion: firstVersion,
    // The clock puts it off to when there is something to do; what was merged into an account is looked at with that.
    ...(person?.mergedInto === undefined && inAccountsToTend(personId, now)),
  };
  const key = keys.person(personId);
  const ends = { after: now };
  return {
    address:
      address && person
        ? update(AddressRecord, keys.address(workEmail), { ends }, all(present, isOf(personId)))
        : addressOfNew(address, workEmail, personId, now),
    person: person
      ? update(PersonRecord, key, { set: account }, personAsRead(person))
      : put(PersonRecord, key, { personId, createdAt: now, ...account }),
  };
}

const isOf = (personId: string) => when(AddressRecord).is('personId', personId);
