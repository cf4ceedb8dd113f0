import type { UseCase } from '#http/use-case.ts';
import type { AccountReads } from '#records/people/account-reads.ts';
import type { people } from '../contract.ts';
import { findOwnAccount, showProfile } from './profile.ts';

export const createGetProfile =
  (deps: { readonly accounts: AccountReads }): UseCase<typeof people.routes.getProfile> =>
  async (_input, { caller, work }) => {
    const account = await findOwnAccount(deps, caller, work);
    return { status: 200, body: showProfile(account) };
  };
