import { addressesByMailbox } from '#domain/people/addresses.ts';
import { idsOfPerson } from '#domain/people/merging.ts';
import type { Clock } from '#platform/clock.ts';
import type { Carrying, Work } from '#platform/work.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { remove, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import type { Account, KeptPerson } from './account-reads.ts';
import { profileAsRead, unchangedPerson } from './account-writes.ts';
import { AddressRecord, PersonRecord } from './items.ts';
import { AccountView, AddressView } from './views.ts';

/**
 * Deletes an account, as its end would: its person with whoever is known to be the same one, and that their addresses are theirs. What rests
 * on it follows by the stream, as at any end of an account: its user, consents, demographics and training. What has an end of its own stays.
 *
 * @param account - as it was read; refused where it changed meanwhile
 * @param email - by which its owner is told
 */
export type Leave = (account: Account, email: EmailContents, change: Carrying) => Promise<'changed' | 'facts-changed'>;

export function createLeave({
  records,
  clock,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
}): Leave {
  /** Those who have no account of their own: whose it is by now is asked again by the write. */
  async function othersOf(account: Account, ids: readonly string[], work: Work): Promise<KeptPerson[]> {
    const found = await records.findAll(
      ids.filter((id) => id !== account.personId).map((id) => [AccountView, keys.person(id)] as const),
      work,
    );
    const isTheirs = ({ mergedInto, sub }: KeptPerson) =>
      mergedInto === undefined ? sub === undefined : ids.includes(mergedInto);
    return found.filter((each) => each !== undefined).filter(isTheirs);
  }

  async function addressWrites(account: Account, ids: readonly string[], work: Work): Promise<Record<string, Write>> {
    const addresses = addressesByMailbox(account);
    const found = await records.findAll(
      addresses.map((address) => [AddressView, keys.address(address)] as const),
      work,
    );
    return Object.fromEntries(
      addresses.flatMap((address, place) => {
        const { personId } = found[place] ?? {};
        if (personId === undefined || !ids.includes(personId)) return [];
        const still = all(present, when(AddressRecord).is('personId', personId));
        return [[`address ${address}`, remove(AddressRecord, keys.address(address), still)]];
      }),
    );
  }

  return async (account, email, change) => {
    const { personId, workEmail } = account;
    const ids = idsOfPerson(account);
    const [others, addresses] = await Promise.all([
      othersOf(account, ids, change.work),
      addressWrites(account, ids, change.work),
    ]);
    const outcome = await records.commit(
      {
        person: remove(PersonRecord, keys.person(personId), unchangedPerson(account)),
        ...Object.fromEntries(
          others.map((each) => [
            `person ${each.personId}`,
            remove(PersonRecord, keys.person(each.personId), profileAsRead(each)),
          ]),
        ),
        ...addresses,
        email: oweEmail({ ...email, to: workEmail, about: { kind: 'account', id: personId } }, clock()),
      },
      change,
    );
    return outcome.done ? 'changed' : 'facts-changed';
  };
}
