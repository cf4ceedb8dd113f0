import { confirmedAddresses } from '#domain/people/addresses.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Holdings } from '#records/holdings.ts';
import type { AccountReads } from '#records/people/account-reads.ts';
import type { privacy } from '../contract.ts';
import { showPage } from './show-holding.ts';

/** By the email that the learner proved to be theirs when they confirmed their account. */
export const createListMyHoldings =
  (deps: {
    readonly accounts: AccountReads;
    readonly holdings: Holdings;
  }): UseCase<typeof privacy.routes.listMyHoldings> =>
  async ({ query }, { caller, work }) => {
    const account = await deps.accounts.find(caller, work);
    if (!account) throw new ProblemError('account-not-found');
    const confirmed = new Set(confirmedAddresses(account));
    const { page } = await deps.holdings.list(account.workEmail, query, work, confirmed);
    return { status: 200, body: showPage(page) };
  };
