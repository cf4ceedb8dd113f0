import * as z from 'zod';
import { mailboxOf } from '#domain/people/mailbox.ts';
import { idsOfPerson } from '#domain/people/merging.ts';
import type { QueuedMessage } from '#platform/fifo-queue.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, mailboxId } from '../keys.ts';
import type { KeptPerson } from './account-reads.ts';
import { findOwner } from './owner.ts';
import { AccountView } from './views.ts';

/** An account whose person is gone, by their expiry or by erasure: who signed in as them goes as well. */
export const AccountEnding = z.object({
  sub: z.string(),
  mailbox: z.string(),
  /** By whom is found what ends with it; none of an account that leads to another, which is that one's. */
  personIds: z.array(z.string()).optional(),
});
export type AccountEnding = z.output<typeof AccountEnding>;

/** An account that has another address now: who signs in as it is to do so by that. No queue holds addresses: the record says which. */
export const AccountMove = z.object({ sub: z.string(), personId: z.string() });
export type AccountMove = z.output<typeof AccountMove>;

/** What the stream says of a person who has an account. */
export const AccountImage = z.object({
  type: z.literal('person'),
  personId: z.string(),
  sub: z.string(),
});

/** @param occasion - of the change: each is told, though another was told a moment ago */
export const moveMessage = ({ sub, personId }: z.output<typeof AccountImage>, occasion: string): QueuedMessage => ({
  body: { sub, personId } satisfies AccountMove,
  group: sub,
  deduplicationId: occasion,
});

/** What the stream says of a person who had an account; of nobody else is anything to be ended. */
export const GoneAccountImage = z.object({
  type: z.literal('person'),
  sub: z.string(),
  workEmail: z.string(),
  personId: z.string(),
  includes: z.array(z.string()).optional(),
  mergedInto: z.string().optional(),
});

export const endingMessage = ({
  sub,
  workEmail,
  mergedInto,
  ...person
}: z.output<typeof GoneAccountImage>): QueuedMessage => ({
  body: {
    sub,
    mailbox: mailboxId(mailboxOf(workEmail)),
    ...(mergedInto === undefined && { personIds: idsOfPerson(person) }),
  } satisfies AccountEnding,
  // None waits for another.
  group: sub,
  // Not by who signs in: whoever left, came back and left again within minutes has two of these.
  deduplicationId: person.personId,
});

/** Whether the same user signs in as somebody again: their mailbox was confirmed anew before this came. */
export const createIsSignedUpAgain =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  async ({ sub, mailbox }: AccountEnding, work: Work): Promise<boolean> => {
    const { person } = await findOwner(records, keys.personOfMailbox(mailbox), work);
    return person?.sub === sub;
  };
export type IsSignedUpAgain = ReturnType<typeof createIsSignedUpAgain>;

/** Whose account a user is said to be of, as they are now. */
export const createFindMoved =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  ({ personId }: Pick<AccountMove, 'personId'>, work: Work): Promise<KeptPerson | undefined> =>
    records.find(AccountView, keys.person(personId), work);
export type FindMoved = ReturnType<typeof createFindMoved>;
