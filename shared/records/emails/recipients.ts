import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys } from '../keys.ts';
import { createMovedTo } from '../people/current-address.ts';
import { AddressView } from '../people/views.ts';
import type { StoredEmail } from './sending.ts';
import { SuppressedAddressView } from './views.ts';

/** About what its reader goes on with, wherever they read their mail by now. All else is meant for the very address. */
const followingKinds: readonly string[] = ['booking', 'funding-request', 'statement'];

/** To whom an email goes; nobody where they take none. */
export function createFindRecipient({
  records,
}: {
  readonly records: RecordsFor<'deliver-email' | 'provide-services'>;
}) {
  const movedTo = createMovedTo({ records });
  const suppressedAt = (emailAddress: string) => [SuppressedAddressView, keys.suppressedAddress(emailAddress)] as const;

  return async ({ to, about }: Pick<StoredEmail, 'to' | 'about'>, work: Work): Promise<string | undefined> => {
    const follows = followingKinds.includes(about.kind);
    const [suppressed, address] = follows
      ? await records.findAll([suppressedAt(to), [AddressView, keys.address(to)]], work)
      : [await records.find(...suppressedAt(to), work)];
    const current = await movedTo(address, to, about.id, work);
    const refused = current === to ? suppressed : await records.find(...suppressedAt(current), work);
    return refused ? undefined : current;
  };
}
export type FindRecipient = ReturnType<typeof createFindRecipient>;
