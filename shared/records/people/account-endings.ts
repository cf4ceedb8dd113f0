import * as z from 'zod';
import { mailboxOf } from '#domain/people/mailbox.ts';
import type { QueuedMessage } from '#platform/fifo-queue.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, mailboxId } from '../keys.ts';
import { findOwner } from './owner.ts';

/** An account whose person is gone, by their expiry or by erasure: who signed in as them goes as well. */
export const AccountEnding = z.object({ sub: z.string(), mailbox: z.string() });
export type AccountEnding = z.output<typeof AccountEnding>;

/** What the stream says of a person who had an account; of nobody else is anything to be ended. */
export const GoneAccountImage = z.object({ type: z.literal('person'), sub: z.string(), workEmail: z.string() });

export const endingMessage = ({ sub, workEmail }: z.output<typeof GoneAccountImage>): QueuedMessage => ({
  body: { sub, mailbox: mailboxId(mailboxOf(workEmail)) } satisfies AccountEnding,
  // None waits for another.
  group: sub,
  deduplicationId: sub,
});

/** Whether the same user signs in as somebody again: their mailbox was confirmed anew before this came. */
export const createIsSignedUpAgain =
  ({ records }: { readonly records: RecordsFor<'provide-services'> }) =>
  async ({ sub, mailbox }: AccountEnding, work: Work): Promise<boolean> => {
    const { person } = await findOwner(records, keys.personOfMailbox(mailbox), work);
    return person?.sub === sub;
  };
export type IsSignedUpAgain = ReturnType<typeof createIsSignedUpAgain>;
