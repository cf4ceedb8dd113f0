import { createMacKey } from '#platform/mac-key.ts';
import { subjectsUnder } from './engine/subjects.ts';

/** What the index by subject names mailboxes under is the HMAC of this: another label is another index. */
export const subjectsLabel = 'subjects-1';

/**
 * How the index by subject names a mailbox: for the functions that answer people about themselves, and no others.
 *
 * @param keyArn - of the key from which that of the index is derived
 */
export function openSubjects(keyArn: string): (mailbox: string) => Promise<string> {
  const key = createMacKey(keyArn, subjectsLabel);
  return async (mailbox) => subjectsUnder(await key())(mailbox);
}
