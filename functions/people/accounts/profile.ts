import type * as z from 'zod';
import { profileVersionOf } from '#domain/people/account.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { Work } from '#platform/work.ts';
import { type Account, type AccountReads, type SignedIn, timesOf } from '#records/people/account-reads.ts';
import type { Profile } from './schemas.ts';

/** @throws ProblemError `account-not-found` */
export async function findOwnAccount(
  { accounts }: { readonly accounts: AccountReads },
  caller: SignedIn,
  work: Work,
): Promise<Account> {
  const account = await accounts.find(caller, work);
  if (!account) throw new ProblemError('account-not-found');
  return account;
}

export const showProfile = (account: Account): z.input<typeof Profile> => ({
  ...account,
  since: account.accountSince,
  endsAt: timesOf(account).endsAt,
  version: profileVersionOf(account),
  earlier: [...(account.earlier ?? [])],
});

/** @param version - that it has now */
export const staleProfile = (version: number) =>
  new ProblemError('stale-version', {
    detail: `Read your profile again: it is now at version ${version}`,
    extensions: { version },
  });
