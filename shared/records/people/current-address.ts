import type * as z from 'zod';
import { addressForWhatBegan } from '#domain/people/addresses.ts';
import { madeAt } from '#platform/ids.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys } from '../keys.ts';
import { AccountView, AddressView } from './views.ts';

interface Deps {
  readonly records: RecordsFor<'provide-services'>;
}

/**
 * Where to write about a thing that was made with an address: to the one that its person has confirmed since, where their account has moved
 * (ADR 32); to the very address where it has not, where theirs is another spelling of it, or where it was made after they had left it.
 *
 * @returns a function of what is known of the address, of itself, and of the thing's id, which says when it was made
 */
export const createMovedTo =
  ({ records }: Deps) =>
  async (
    address: z.output<typeof AddressView> | undefined,
    emailAddress: string,
    thingId: string,
    work: Work,
  ): Promise<string> => {
    if (!address?.isOneOfSeveral) return emailAddress;
    const person = await records.find(AccountView, keys.person(address.personId), work);
    return person ? addressForWhatBegan(person, emailAddress, madeAt(thingId)) : emailAddress;
  };

/** The same, where nothing is known of the address yet. */
export function createCurrentAddress({ records }: Deps) {
  const movedTo = createMovedTo({ records });
  return async (emailAddress: string, thingId: string, work: Work): Promise<string> =>
    movedTo(await records.find(AddressView, keys.address(emailAddress), work), emailAddress, thingId, work);
}
export type CurrentAddress = ReturnType<typeof createCurrentAddress>;
