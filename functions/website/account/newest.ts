import { passingFault, readableNow } from '../forms/once.ts';
import type { Again } from '../forms/refused.ts';
import type { Filled } from '../forms/sending.ts';

/** What a change is based on: so that nobody undoes what they have not seen. */
export const versionField = 'version';

const changedElsewhere =
  'You changed this elsewhere meanwhile. Look at what you entered, and save it again to have it so';

/** What was refused as based on something older, or as sent before with something else in it: sent again, it is based on what there is now. */
export async function onNewest(
  { typed, faults, key }: Filled,
  status: Again['status'],
  readVersion: () => Promise<number>,
): Promise<Filled> {
  if (status !== 409) return { typed, faults, key };
  const version = await readableNow(readVersion());
  if (version === undefined) return { typed, faults: passingFault('busy'), key };
  return { typed: { ...typed, [versionField]: String(version) }, faults: { '': changedElsewhere }, key };
}
