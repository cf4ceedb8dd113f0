import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys } from '../keys.ts';
import { createMovedTo } from '../people/current-address.ts';
import { AddressView } from '../people/views.ts';
import type { StoredEmail } from './sending.ts';
import type { Suppression } from './suppression.ts';
import { SuppressedAddressView } from './views.ts';

/** About what its reader goes on with, wherever they read their mail by now. All else is meant for the very address. */
const followingKinds: readonly string[] = ['booking', 'funding-request', 'statement'];

/** To whom an email goes; nobody where they take none. */
export function createFindRecipient({
  records,
  isSuppressed,
}: Pick<Suppression, 'isSuppressed'> & { readonly records: RecordsFor<'deliver-email' | 'provide-services'> }) {
  const movedTo = createMovedTo({ records });

  return async ({ to, about }: Pick<StoredEmail, 'to' | 'about'>, work: Work): Promise<string | undefined> => {
    if (!followingKinds.includes(about.kind)) return (await isSuppressed(to, work)) ? undefined : to;
    const [suppressed, address] = await records.findAll(
      [
        [SuppressedAddressView, keys.suppressedAddress(to)],
        [AddressView, keys.address(to)],
      ],
      work,
    );
    const current = await movedTo(address, to, about.id, work);
    const refuses = current === to ? suppressed !== undefined : await isSuppressed(current, work);
    return refuses ? undefined : current;
  };
}
export type FindRecipient = ReturnType<typeof createFindRecipient>;
