import { createFifoConsumer } from '#platform/fifo-consumer.ts';
import type { UserDirectory } from '#platform/user-directory.ts';
import { AccountEnding, type IsSignedUpAgain } from '#records/people/account-endings.ts';

/** The queue of accounts whose people are gone. Who was removed is removed again without harm. */
export const createEndUsers = (
  deps: Omit<Parameters<typeof createFifoConsumer>[0], 'handle'> & {
    readonly directory: Pick<UserDirectory, 'removeUser'>;
    readonly isSignedUpAgain: IsSignedUpAgain;
  },
) =>
  createFifoConsumer({
    ...deps,
    async handle(body, work) {
      const ending = AccountEnding.parse(body);
      if (!(await deps.isSignedUpAgain(ending, work))) await deps.directory.removeUser(ending.sub, work);
      return { outcome: 'done' };
    },
  });
