import type { UseCase } from '#http/use-case.ts';
import type { Accounts } from '#records/people/accounts.ts';
import type { people } from '../contract.ts';
import { findOwnAccount, showProfile } from './profile.ts';

export const createGetProfile =
  (deps: { readonly accounts: Accounts }): UseCase<typeof people.routes.getProfile> =>
  async (_input, { caller, work }) => {
    const account = await findOwnAccount(deps, caller, work);
    await deps.accounts.keepUsed(account, work);
    return { status: 200, body: showProfile(account) };
  };
