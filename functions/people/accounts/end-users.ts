import { createFifoConsumer } from '#platform/fifo-consumer.ts';
import type { UserDirectory } from '#platform/user-directory.ts';
import type { Work } from '#platform/work.ts';
import { AccountEnding, AccountMove, type FindMoved, type IsSignedUpAgain } from '#records/people/account-endings.ts';
import type { RemoveTraining } from '#records/training/removing.ts';

interface Deps {
  readonly directory: Pick<UserDirectory, 'removeUser' | 'moveUser'>;
  readonly findMoved: FindMoved;
  readonly isSignedUpAgain: IsSignedUpAgain;
  readonly removeTraining: RemoveTraining;
}

/** Has a user sign in as the record says, whichever of several moves is told last. */
async function move({ directory, findMoved }: Deps, moved: AccountMove, work: Work): Promise<void> {
  const person = await findMoved(moved, work);
  // Of an account that is gone its ending is told by itself.
  if (!person) return;
  // Who confirmed the new address as their account meanwhile has a user of their own for it, and this one is nobody's.
  if (person.sub === moved.sub) await directory.moveUser(moved.sub, person.workEmail, work);
  else await directory.removeUser(moved.sub, work);
}

/** The queue of accounts whose people are gone, or have another address. What was done is done again without harm. */
export const createEndUsers = (deps: Omit<Parameters<typeof createFifoConsumer>[0], 'handle'> & Deps) =>
  createFifoConsumer({
    ...deps,
    async handle(body, work) {
      const moved = AccountMove.safeParse(body);
      if (moved.success) {
        await move(deps, moved.data, work);
        return { outcome: 'done' };
      }
      const ending = AccountEnding.parse(body);
      if (!(await deps.isSignedUpAgain(ending, work))) await deps.directory.removeUser(ending.sub, work);
      // Whoever signed up again is another person, to whom none of it leads.
      for (const personId of ending.personIds ?? []) await deps.removeTraining(personId, work);
      return { outcome: 'done' };
    },
  });
