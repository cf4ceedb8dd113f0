import { isWarned } from '#domain/people/account.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import { carryThrough } from '#platform/work.ts';
import { expiresAt } from '#privacy/retention.ts';
import { timesOf } from '#records/people/account-reads.ts';
import type { Accounts } from '#records/people/accounts.ts';
import type { people } from '../contract.ts';

/** Pressed again, or after they have used it in another way, it moves nothing and says when the account ends. */
export const createStay =
  (deps: {
    readonly accounts: Accounts;
    readonly clock: Clock;
    readonly hub: Hub;
  }): UseCase<typeof people.routes.stay> =>
  async ({ path: { accountId } }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const account = await deps.accounts.findByLink(accountId, caller.tokenHash, work);
      if (!account) throw new ProblemError('link-not-valid');
      if (!isWarned(account)) return { reply: { status: 200, body: { endsAt: timesOf(account).endsAt } } };
      const ends = expiresAt('account', deps.clock().toISOString(), deps.hub.retention);
      return {
        reply: { status: 200, body: { endsAt: new Date(ends * 1000).toISOString() } },
        change: (carrying) => deps.accounts.use(account, carrying),
      };
    });
