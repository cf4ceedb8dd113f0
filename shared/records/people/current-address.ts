import { addressForWhatBegan } from '#domain/people/addresses.ts';
import { madeAt } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys } from '../keys.ts';
import { AccountView, AddressView } from './views.ts';

/**
 * Where to write about a thing that was made with an address: to the one that its person has confirmed since, where their account has moved
 * (ADR 32); to the very address where it has not, where theirs is another spelling of it, or where it was made after they had left it.
 *
 * @returns a function of the address and of the thing's id, which says when it was made
 */
export const createCurrentAddress =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  async (emailAddress: string, thingId: string, work: Work): Promise<string> => {
    const address = await records.find(AddressView, keys.address(emailAddress), work);
    if (!address?.isOneOfSeveral) return emailAddress;
    const person = await records.find(AccountView, keys.person(address.personId), work);
    return person ? addressForWhatBegan(person, emailAddress, madeAt(thingId)) : emailAddress;
  };
export type CurrentAddress = ReturnType<typeof createCurrentAddress>;
