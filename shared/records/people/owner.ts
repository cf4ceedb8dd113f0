import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { type Key, keys } from '../keys.ts';
import type { KeptPerson } from './account-reads.ts';
import type { KnownAddress } from './people.ts';
import { AccountView, AddressView } from './views.ts';

/** Longer than any chain of them that staff can make. */
const mostMerges = 12;

/** Who a person is kept as: themselves, or whom they were merged into. None where that one is gone. */
export async function rootOf(
  records: RecordsFor<'provide-services'>,
  person: KeptPerson | undefined,
  work: Work,
): Promise<KeptPerson | undefined> {
  let root = person;
  for (let hops = 0; root?.mergedInto !== undefined && hops < mostMerges; hops += 1)
    root = await records.find(AccountView, keys.person(root.mergedInto), work);
  return root;
}

/** Whose a mailbox is, and they themselves where they are kept still. @param key - of the address: by itself, or by its mailbox's id */
export async function findOwner(
  records: RecordsFor<'provide-services'>,
  key: Key,
  work: Work,
): Promise<{ readonly address: KnownAddress | undefined; readonly person: KeptPerson | undefined }> {
  const address = await records.find(AddressView, key, work);
  return { address, person: address && (await records.find(AccountView, keys.person(address.personId), work)) };
}
