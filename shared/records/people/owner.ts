import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { type Key, keys } from '../keys.ts';
import type { KeptPerson } from './account-reads.ts';
import type { KnownAddress } from './people.ts';
import { AccountView, AddressView } from './views.ts';

/** Whose a mailbox is, and they themselves where they are kept still. @param key - of the address: by itself, or by its mailbox's id */
export async function findOwner(
  records: RecordsFor<'provide-services'>,
  key: Key,
  work: Work,
): Promise<{ readonly address: KnownAddress | undefined; readonly person: KeptPerson | undefined }> {
  const address = await records.find(AddressView, key, work);
  return { address, person: address && (await records.find(AccountView, keys.person(address.personId), work)) };
}
