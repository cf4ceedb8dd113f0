import { manageUrl } from '#email/manage-url.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { AccountReads } from '#records/people/account-reads.ts';
import type { OwnLinks } from '#records/people/own-links.ts';
import type { people } from '../contract.ts';
import { findOwnAccount } from './profile.ts';

const notFound = { booking: 'booking-not-found', 'funding-request': 'funding-request-not-found' } as const;

/** No reply is kept for a retry, since it has the token in it: who asks twice has two links. */
export const createTakeLink =
  (deps: {
    readonly accounts: AccountReads;
    readonly ownLinks: OwnLinks;
    readonly siteUrl: string;
  }): UseCase<typeof people.routes.takeLink> =>
  async ({ body: thing }, { caller, work }) => {
    const account = await findOwnAccount(deps, caller, work);
    if (!(await deps.ownLinks.isOwn(account, thing, work))) throw new ProblemError(notFound[thing.kind]);
    const { token, endsAt } = await deps.ownLinks.give(thing, work);
    return { status: 201, body: { link: manageUrl(deps.siteUrl, thing, token), token, endsAt } };
  };
