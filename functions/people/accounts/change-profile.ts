import { faultsOfBoroughs } from '#domain/boroughs.ts';
import { changedProfile, profileAfter, profileVersionOf } from '#domain/people/account.ts';
import { refuseFaults } from '#http/faults.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import { carryThrough } from '#platform/work.ts';
import type { Accounts } from '#records/people/accounts.ts';
import type { people } from '../contract.ts';
import { findOwnAccount, showProfile, staleProfile } from './profile.ts';

/** Two tabs that change a profile: the one that has not seen what the other did is told so, and nothing is lost. */
export const createChangeProfile =
  (deps: {
    readonly accounts: Accounts;
    readonly hub: Hub;
    readonly clock: Clock;
  }): UseCase<typeof people.routes.changeProfile> =>
  async ({ body: { version, ...changes } }, { caller, work, once }) => {
    if (changes.workplace)
      refuseFaults(faultsOfBoroughs(deps.hub, [changes.workplace.borough], () => 'workplace/borough'));
    return carryThrough({ work, once }, async () => {
      const account = await findOwnAccount(deps, caller, work);
      if (profileVersionOf(account) !== version) throw staleProfile(profileVersionOf(account));
      const changed = changedProfile(account, changes, deps.clock().toISOString());
      if (!changed) return { reply: { status: 200, body: showProfile(account) } };
      return {
        reply: { status: 200, body: showProfile({ ...account, ...profileAfter(account, changed) }) },
        change: (carrying) => deps.accounts.changeProfile(account, changed, carrying),
      };
    });
  };
