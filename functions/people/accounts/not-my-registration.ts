import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import { carryThrough } from '#platform/work.ts';
import type { Accounts } from '#records/people/accounts.ts';
import type { Holds } from '#records/people/holds.ts';
import type { people } from '../contract.ts';

/** Who reads the mail says that they asked for no account: there is none to be ended, and no more forms are taken in their name. */
export const createNotMyRegistration =
  (deps: { readonly accounts: Accounts; readonly holds: Holds }): UseCase<typeof people.routes.notMyRegistration> =>
  async ({ path: { registrationId } }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const registrant = await deps.accounts.findRegistrant(registrationId, caller.tokenHash, work);
      if (!registrant) throw new ProblemError('link-not-valid');
      const { heldUntil, write } = await deps.holds.plan(registrant.registration.workEmail, work);
      return {
        reply: { status: 200, body: { heldUntil, ended: true } },
        change: async (carrying) => ((await deps.holds.keep(write, carrying)) ? 'changed' : 'facts-changed'),
      };
    });
