import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { UserDirectory } from '#platform/user-directory.ts';
import { carryThrough, type Work } from '#platform/work.ts';
import type { Registrant } from '#records/people/account-writes.ts';
import type { Accounts } from '#records/people/accounts.ts';
import type { people } from '../contract.ts';

/** Who reads `name+tag@` need not be who reads `name@`. */
const otherSpelling = () =>
  new ProblemError('wrong-state', {
    detail: 'This mailbox has an account under another address. Sign in with that one',
  });

/**
 * Who has the link reads the mail of the address. The user is made before they are tied to the person: where that is broken off, the
 * user finds nothing of anybody's, and the link does it again.
 */
export function createConfirmPerson({
  accounts,
  directory,
}: {
  readonly accounts: Accounts;
  readonly directory: UserDirectory;
}): UseCase<typeof people.routes.confirmPerson> {
  /** Whether they can sign in already: another who confirmed at the same moment may have taken their user's place. */
  const hasUser = async ({ person }: Registrant, work: Work): Promise<boolean> =>
    person?.sub !== undefined && (await directory.isThere(person.sub, work));

  return async ({ body: { registrationId } }, { caller, work, once }) => {
    let made: string | undefined;
    return carryThrough({ work, once }, async () => {
      const registrant = await accounts.findRegistrant(registrationId, caller.tokenHash, work);
      if (!registrant) throw new ProblemError('link-not-valid');
      const { workEmail, askedAt } = registrant.registration;
      if (registrant.person?.sub !== undefined && registrant.person.workEmail !== workEmail) {
        // Of two spellings that were confirmed at once, this was second: its user is nobody's.
        if (made !== undefined) await directory.removeUser(made, work);
        throw otherSpelling();
      }
      const reply = { status: 200, body: { workEmail } } as const;
      if (await hasUser(registrant, work)) return { reply, change: (carrying) => accounts.useUp(registrant, carrying) };
      const sub = await directory.ensureUser(workEmail, askedAt, work);
      made = sub;
      return { reply, change: (carrying) => accounts.open(registrant, sub, carrying) };
    });
  };
}
