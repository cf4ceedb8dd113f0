import type * as z from 'zod';
import type { AccountTimes } from '#domain/people/account.ts';
import type { Work } from '#platform/work.ts';
import type { AccountView } from './views.ts';

/** A person as they are kept, with the account that they may have. */
export type KeptPerson = z.output<typeof AccountView>;

/** Who signed in, by their token. */
export interface SignedIn {
  readonly sub: string;
  readonly workEmail: string;
}

export interface Account extends KeptPerson {
  readonly sub: string;
  readonly accountSince: string;
}

/** What the clock asks of an account. */
export const timesOf = ({ lastActiveAt, warnedAt, expiresAt = 0 }: KeptPerson): AccountTimes => ({
  lastActiveAt,
  warnedAt,
  endsAt: new Date(expiresAt * 1000).toISOString(),
});

/** The account of a person, where they have one of their own: who was merged into another has that one's (`rootOf`). */
export function accountOf(person: KeptPerson | undefined): Account | undefined {
  if (person?.sub === undefined || person.accountSince === undefined || person.mergedInto !== undefined)
    return undefined;
  return { ...person, sub: person.sub, accountSince: person.accountSince };
}

export interface AccountReads {
  /**
   * Whose account somebody signed in to; none where it is gone, or was never confirmed: their token finds nothing then. They use it by
   * that, and it ends so much later; nothing is written where that moves its end by less than a day.
   */
  find(signedIn: SignedIn, work: Work): Promise<Account | undefined>;
}
