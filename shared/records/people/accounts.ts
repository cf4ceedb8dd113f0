import { type EarlierWork, type Profile, profileAfter } from '#domain/people/account.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Carrying, Work } from '#platform/work.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { update } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { type Account, type AccountReads, accountOf } from './account-reads.ts';
import { openWrites, type Registrant, usedWrites } from './account-writes.ts';
import { RegistrationRecord } from './items.ts';
import { createOwnAccount } from './own-account.ts';
import { findOwner, keptAs } from './owner.ts';
import { AccountView, ManageTokenView, RegistrationView } from './views.ts';

type Outcome = 'changed' | 'facts-changed';

export interface Accounts extends AccountReads {
  /** None where there is no such registration, it was used, or the token is not of it: nobody can tell which. */
  findRegistrant(registrationId: string, tokenHash: string, work: Work): Promise<Registrant | undefined>;
  /** Ties a user to whom the registration is for, with what they typed; the registration is used up. @param sub - of the user */
  open(registrant: Registrant, sub: string, change: Carrying): Promise<Outcome>;
  /** Of who has an account already: nothing in it changes. */
  useUp(registrant: Registrant, change: Carrying): Promise<Outcome>;
  /** @param before - as it was read; refused where it changed meanwhile */
  changeProfile(
    before: Account,
    changed: { readonly profile: Profile; readonly earlier: EarlierWork[] },
    change: Carrying,
  ): Promise<Outcome>;
  /** Whose owner was told that it will end, as long as the link in that email is this one. */
  findByLink(accountId: string, tokenHash: string, work: Work): Promise<Account | undefined>;
  /** That its owner uses it: it ends so much later. Refused where they have done so meanwhile. */
  use(account: Account, change: Carrying): Promise<Outcome>;
}

export function createAccounts({
  records,
  clock,
  newId,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
  readonly newId: NewId;
}): Accounts {
  /** By its link, which opens it once. */
  const usedUp = ({ registrationId }: Registrant['registration']) =>
    update(
      RegistrationRecord,
      keys.registration(registrationId),
      { set: { usedAt: clock().toISOString() } },
      all(present, when(RegistrationRecord).missing('usedAt')),
    );

  return {
    ...createOwnAccount({ records, clock }),

    async findRegistrant(registrationId, tokenHash, work) {
      const [registration, token] = await records.findAll(
        [
          [RegistrationView, keys.registration(registrationId)],
          [ManageTokenView, keys.manageToken('registration', registrationId, tokenHash)],
        ],
        work,
      );
      if (!registration || registration.usedAt !== undefined || !token) return undefined;
      const { address, person } = await findOwner(records, keys.address(registration.workEmail), work);
      // What was merged into an account that has ended leads nowhere, and goes as well.
      const isLeft = (await keptAs(records, person, work)) === undefined;
      return { registration, address, person: isLeft ? undefined : person };
    },

    async useUp({ registration }, change) {
      const outcome = await records.commit({ registration: usedUp(registration) }, change);
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async open(registrant, sub, change) {
      const opened = openWrites(registrant, sub, clock().toISOString(), newId);
      const outcome = await records.commit({ registration: usedUp(registrant.registration), ...opened }, change);
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async changeProfile(before, changed, change) {
      const set = profileAfter(before, changed);
      const outcome = await records.commit(usedWrites(before, clock().toISOString(), set), change);
      return outcome.done ? 'changed' : 'facts-changed';
    },

    async findByLink(accountId, tokenHash, work) {
      const [person, token] = await records.findAll(
        [
          [AccountView, keys.person(accountId)],
          [ManageTokenView, keys.manageToken('account', accountId, tokenHash)],
        ],
        work,
      );
      return token && accountOf(person);
    },

    async use(account, change) {
      const outcome = await records.commit(usedWrites(account, clock().toISOString()), change);
      return outcome.done ? 'changed' : 'facts-changed';
    },
  };
}
