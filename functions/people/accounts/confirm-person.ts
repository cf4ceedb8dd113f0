import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { UserDirectory } from '#platform/user-directory.ts';
import { carryThrough } from '#platform/work.ts';
import type { Accounts } from '#records/people/accounts.ts';
import type { people } from '../contract.ts';

/**
 * Who has the link reads the mail of the address. The user is made before they are tied to the person: where that is broken off, the
 * user finds nothing of anybody's, and the link does it again.
 */
export const createConfirmPerson =
  (deps: {
    readonly accounts: Accounts;
    readonly directory: UserDirectory;
  }): UseCase<typeof people.routes.confirmPerson> =>
  async ({ body: { registrationId } }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const registrant = await deps.accounts.findRegistrant(registrationId, caller.tokenHash, work);
      if (!registrant) throw new ProblemError('link-not-valid');
      const { registration, person } = registrant;
      const { workEmail } = registration;
      // Who reads `name+tag@` need not be who reads `name@`.
      if (person?.sub !== undefined && person.workEmail !== workEmail)
        throw new ProblemError('wrong-state', {
          detail: 'This mailbox has an account under another spelling of its address. Sign in with that one',
        });
      const sub = await deps.directory.ensureUser(workEmail, work);
      return {
        reply: { status: 200, body: { workEmail } },
        change: (carrying) => deps.accounts.open(registrant, sub, carrying),
      };
    });
