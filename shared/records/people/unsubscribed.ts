import { confirmedAddresses, type HasAddresses } from '#domain/people/addresses.ts';
import { mailboxOf } from '#domain/people/mailbox.ts';
import { createMacKey } from '#platform/mac-key.ts';
import { absent, any, present } from '../engine/conditions.ts';
import { type SubjectsKey, subjectsUnder } from '../engine/subjects.ts';
import { check, put, remove, type Write } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { UnsubscribedRecord } from './items.ts';

/** What the mailbox of an address is called among those that take no news. Of an address alone nobody who lacks the key can tell it. */
export type NameMailbox = (emailAddress: string) => Promise<string>;

/** Not that of the index by subject: what is in one tells nothing of what is in the other. */
const label = 'unsubscribed-1';

/** @param key - asked for as it is first needed */
export const nameMailboxUnder =
  (key: () => Promise<SubjectsKey>): NameMailbox =>
  async (emailAddress) =>
    subjectsUnder(await key())(mailboxOf(emailAddress));

/** @param keyArn - of the key in KMS; a function that was given none names no mailbox */
export const createNameMailbox = (keyArn: string | undefined): NameMailbox =>
  nameMailboxUnder(
    keyArn === undefined
      ? () => Promise.reject(new Error('This function was given no key to name mailboxes'))
      : createMacKey(keyArn, label),
  );

/** Whatever stood there before: that a mailbox takes no news. @param since - ISO 8601 UTC */
export const mailboxStopped = (name: string, since: string): Record<string, Write> => ({
  [`mailbox ${name}`]: put(UnsubscribedRecord, keys.unsubscribed(name), { since }, any(absent, present)),
});

/** That where somebody is written to takes no news. A mailbox that was theirs before may be another's. @param since - ISO 8601 UTC */
export const unsubscribing = async (
  nameMailbox: NameMailbox,
  { workEmail }: HasAddresses,
  since: string,
): Promise<Record<string, Write>> => mailboxStopped(await nameMailbox(workEmail), since);

/** That they themselves want news again, wherever they may be written to. */
export async function subscribing(nameMailbox: NameMailbox, person: HasAddresses): Promise<Record<string, Write>> {
  const names = new Set(await Promise.all(confirmedAddresses(person).map(nameMailbox)));
  return Object.fromEntries(
    [...names].map((name) => [
      `mailbox ${name}`,
      remove(UnsubscribedRecord, keys.unsubscribed(name), any(absent, present)),
    ]),
  );
}

/** What else is written rests on its taking news. @param name - of the mailbox */
export const takesNews = (name: string): Write<typeof UnsubscribedRecord> =>
  check(UnsubscribedRecord, keys.unsubscribed(name), absent);
