import { confirmedAddresses } from '#domain/people/addresses.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys } from '../keys.ts';
import { AccountView, AddressView } from './views.ts';

/**
 * Where to write to whoever has an address: to the one that they have confirmed since, where their account has moved (ADR 32); to itself
 * where it has not, or where theirs is another spelling of it.
 */
export const createCurrentAddress =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  async (emailAddress: string, work: Work): Promise<string> => {
    const address = await records.find(AddressView, keys.address(emailAddress), work);
    if (!address?.isOneOfSeveral) return emailAddress;
    const person = await records.find(AccountView, keys.person(address.personId), work);
    return person && confirmedAddresses(person).includes(emailAddress) ? person.workEmail : emailAddress;
  };
export type CurrentAddress = ReturnType<typeof createCurrentAddress>;
