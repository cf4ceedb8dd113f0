import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { type Key, keys } from '../keys.ts';
import type { KeptPerson } from './account-reads.ts';
import type { KnownAddress } from './people.ts';
import { AccountView, AddressView } from './views.ts';

/** Longer than any chain of them that staff can make. */
const mostMerges = 12;

/**
 * Who a person is kept as: themselves, or whom they were merged into. None where that one is gone.
 *
 * @param find - reads a person, as far as whoever asks may see them
 */
export async function rootOf<P extends { readonly mergedInto?: string | undefined }>(
  person: P | undefined,
  find: (personId: string) => Promise<P | undefined>,
): Promise<P | undefined> {
  let root = person;
  for (let hops = 0; root?.mergedInto !== undefined && hops < mostMerges; hops += 1) root = await find(root.mergedInto);
  return root;
}

/** As {@link rootOf}, as services see them. */
export const keptAs = (
  records: RecordsFor<'provide-services'>,
  person: KeptPerson | undefined,
  work: Work,
): Promise<KeptPerson | undefined> =>
  rootOf(person, (personId) => records.find(AccountView, keys.person(personId), work));

/** Whose a mailbox is, and they themselves where they are kept still. @param key - of the address: by itself, or by its mailbox's id */
export async function findOwner(
  records: RecordsFor<'provide-services'>,
  key: Key,
  work: Work,
): Promise<{ readonly address: KnownAddress | undefined; readonly person: KeptPerson | undefined }> {
  const address = await records.find(AddressView, key, work);
  return { address, person: address && (await records.find(AccountView, keys.person(address.personId), work)) };
}
