import type * as z from 'zod';
import { firstVersion } from '#domain/numbers.ts';
import type { EarlierProfile, Profile } from '#domain/people/account.ts';
import type { Person } from '#domain/people/person.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Carrying, Work } from '#platform/work.ts';
import { all, present, when } from '../engine/conditions.ts';
import { picked } from '../engine/record.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, update, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { type Account, type AccountReads, createAccountReads, type KeptPerson } from './account-reads.ts';
import { AddressRecord, PersonRecord, RegistrationRecord } from './items.ts';
import type { KnownAddress } from './people.ts';
import { AccountView, AddressView, ManageTokenView, RegistrationView } from './views.ts';

export type Registration = z.output<typeof RegistrationView>;

/** Whoever a registration is for, as far as they are known. */
export interface Registrant {
  readonly registration: Registration;
  readonly address: KnownAddress | undefined;
  readonly person: KeptPerson | undefined;
}

type Outcome = 'changed' | 'facts-changed';

export interface Accounts extends AccountReads {
  /** None where there is no such registration, it was used, or the token is not of it: nobody can tell which. */
  findRegistrant(registrationId: string, tokenHash: string, work: Work): Promise<Registrant | undefined>;
  /** Ties a user to whom the registration is for, with what they typed; the registration is used up. @param sub - of the user */
  open(registrant: Registrant, sub: string, change: Carrying): Promise<Outcome>;
  /** @param before - as it was read; refused where it changed meanwhile */
  changeProfile(
    before: Account,
    changed: { readonly profile: Profile; readonly earlier: EarlierProfile[] },
    change: Carrying,
  ): Promise<Outcome>;
  /** That its owner has just used it: it ends so much later. Nothing is written where that moves its end by less than a day. */
  keepUsed(account: Account, work: Work): Promise<void>;
}

/** An account's end is moved on no more than daily. */
const usedStepMs = 86_400_000;

const profileFields = ['name', 'workplace', 'jobRole', 'jobTitle'] as const;

/** As it was read, which says which user signs in as them and what their profile says. */
const asRead = ({ sub, profileVersion }: KeptPerson) => {
  const person = when(PersonRecord);
  return all(
    present,
    sub === undefined ? person.missing('sub') : person.is('sub', sub),
    profileVersion === undefined ? person.missing('profileVersion') : person.is('profileVersion', profileVersion),
  );
};

export function createAccounts({
  records,
  clock,
  newId,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
  readonly newId: NewId;
}): Accounts {
  /** The person for whom they registered, whether anything was known of them or not. */
  function openWrites({ registration, address, person }: Registrant, sub: string): Readonly<Record<string, Write>> {
    const now = clock().toISOString();
    const { workEmail } = registration;
    const said = picked(registration, [...profileFields, 'workEmail']);
    const account = { sub, accountSince: now, lastActiveAt: now, profileVersion: firstVersion };
    if (address && person) {
      const isTheirs = when(AddressRecord).is('personId', address.personId);
      return {
        address: update(AddressRecord, keys.address(workEmail), { ends: { after: now } }, all(present, isTheirs)),
        person: update(PersonRecord, keys.person(person.personId), { set: { ...said, ...account } }, asRead(person)),
      };
    }
    const personId = address?.personId ?? newId();
    return {
      address: address
        ? update(AddressRecord, keys.address(workEmail), { ends: { after: now } })
        : put(AddressRecord, keys.address(workEmail), { personId, ends: { after: now } }),
      person: put(PersonRecord, keys.person(personId), { personId, ...said, createdAt: now, ...account }),
    };
  }

  const used = (account: Account, set: Partial<Person> & object, now: string) => ({
    person: update(
      PersonRecord,
      keys.person(account.personId),
      { set: { ...set, lastActiveAt: now } },
      asRead(account),
    ),
    address: update(AddressRecord, keys.address(account.workEmail), { ends: { after: now } }),
  });

  return {
    ...createAccountReads({ records }),

    async findRegistrant(registrationId, tokenHash, work) {
      const [registration, token] = await records.findAll(
        [
          [RegistrationView, keys.registration(registrationId)],
          [ManageTokenView, keys.manageToken('registration', registrationId, tokenHash)],
        ],
        work,
      );
      if (!registration || registration.usedAt !== undefined || !token) return undefined;
      const address = await records.find(AddressView, keys.address(registration.workEmail), work);
      const person = address && (await records.find(AccountView, keys.person(address.personId), work));
      return { registration, address, person };
    },

    async open(registrant, sub, change) {
      const { registrationId } = registrant.registration;
      const outcome = await records.commit(
        {
          registration: update(
            RegistrationRecord,
            keys.registration(registrationId),
            { set: { usedAt: clock().toISOString() } },
            all(present, when(RegistrationRecord).missing('usedAt')),
          ),
          ...(registrant.person?.sub === sub ? {} : openWrites(registrant, sub)),
        },
        change,
      );
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async changeProfile(before, { profile, earlier }, change) {
      const profileVersion = (before.profileVersion ?? firstVersion) + 1;
      const set = { ...profile, earlier, profileVersion };
      const outcome = await records.commit(used(before, set, clock().toISOString()), change);
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async keepUsed(account, work) {
      const now = clock();
      if (now.getTime() - Date.parse(account.lastActiveAt) < usedStepMs) return;
      // Where it changed in this moment, whoever changed it has moved its end.
      await records.commit(used(account, {}, now.toISOString()), { work });
    },
  };
}
