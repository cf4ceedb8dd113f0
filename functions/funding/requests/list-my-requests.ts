import type { UseCase } from '#http/use-case.ts';
import type { OwnRequests } from '#records/funding/own-requests.ts';
import type { AccountReads } from '#records/people/account-reads.ts';
import type { funding } from '../contract.ts';

/** By the emails that the learner proved to be theirs. */
export const createListMyFundingRequests =
  (deps: {
    readonly accounts: AccountReads;
    readonly ownRequests: OwnRequests;
  }): UseCase<typeof funding.routes.listMyFundingRequests> =>
  async ({ query }, { caller, work }) => {
    const account = await deps.accounts.find(caller, work);
    if (!account) return { status: 200, body: { items: [] } };
    return { status: 200, body: await deps.ownRequests.list(account, query, work) };
  };
