import { isAmongTheirs } from '#domain/people/addresses.ts';
import { sameMailbox } from '#domain/people/mailbox.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { NewId } from '#platform/ids.ts';
import type { Counter } from '#platform/metrics.ts';
import { carryThrough, type Work } from '#platform/work.ts';
import type { Account } from '#records/people/account-reads.ts';
import type { Accounts } from '#records/people/accounts.ts';
import { type EmailChanges, hasTooMany } from '#records/people/email-changes.ts';
import { findOwnAccount } from '../accounts/profile.ts';
import type { people } from '../contract.ts';

interface Deps {
  readonly emailChanges: EmailChanges;
  readonly hub: Hub;
  readonly newId: NewId;
  readonly counter: Counter;
}

/** @throws ProblemError where it is no other mailbox, or they have had too many: neither tells anything of the new one */
function refuseImpossible(account: Account, newEmail: string): void {
  if (sameMailbox(account.workEmail, newEmail))
    throw new ProblemError('not-valid', {
      errors: [{ in: 'body', pointer: '/newEmail', detail: 'Enter an address other than the one in use now' }],
    });
  if (hasTooMany({ account }))
    throw new ProblemError('wrong-state', {
      detail: 'This account has had as many addresses as it can have. Write to us',
    });
}

function asking(deps: Deps, newEmail: string, by: 'person' | 'staff') {
  const ids = { emailChangeId: deps.newId(), toNew: deps.newId(), toOld: deps.newId() };
  const days = deps.hub.links.daysToConfirm;
  return ({ personId, workEmail, name }: Account) => ({
    emailChangeId: ids.emailChangeId,
    account: { personId, workEmail },
    newEmail,
    decided: by === 'staff',
    emails: {
      toNew: owedMessage(ids.toNew, { kind: 'confirm-new-email', facts: { name, days } }),
      toOld: owedMessage(ids.toOld, { kind: 'email-to-change', facts: { name, newEmail, days, by } }),
    },
  });
}

/** The answer is the same whatever is known of the new address: whose it is, is asked when its owner comes by the link (ADR 16). */
export const createChangeEmail =
  (deps: Deps & { readonly accounts: Accounts }): UseCase<typeof people.routes.changeEmail> =>
  async ({ body: { newEmail } }, { caller, work, once }) => {
    const askedOf = asking(deps, newEmail, 'person');
    return carryThrough({ work, once }, async () => {
      const account = await findOwnAccount(deps, caller, work);
      refuseImpossible(account, newEmail);
      return {
        reply: { status: 202, body: {} },
        async change(carrying) {
          const kept = await deps.emailChanges.ask(askedOf(account), carrying);
          if (kept === 'passed-over') deps.counter.count('AskPassedOver');
          return kept === undefined ? 'facts-changed' : 'changed';
        },
      };
    });
  };

async function findPerson({ emailChanges }: Deps, personId: string, work: Work): Promise<Account> {
  const account = await emailChanges.findAccount(personId, work);
  if (!account) throw new ProblemError('person-not-found');
  return account;
}

/** Where the old address is gone: staff say for its reader that it is so, and who reads the new one confirms it all the same. */
export const createChangeEmailOfPerson =
  (deps: Deps): UseCase<typeof people.routes.changeEmailOfPerson> =>
  async ({ path: { personId }, body: { newEmail, reason } }, { caller, work, once }) => {
    const askedOf = asking(deps, newEmail, 'staff');
    return carryThrough({ work, once }, async () => {
      const account = await findPerson(deps, personId, work);
      if (isAmongTheirs(account, caller.workEmail) || sameMailbox(newEmail, caller.workEmail))
        throw new ProblemError('needs-another-person', { detail: 'Nobody decides about an account of their own' });
      refuseImpossible(account, newEmail);
      const audit = [{ action: 'email-change-decided', subject: `PERSON#${personId}`, actor: caller.sub, reason }];
      return {
        reply: { status: 202, body: {} },
        async change(carrying) {
          const kept = await deps.emailChanges.ask(askedOf(account), { ...carrying, audit });
          if (kept !== 'passed-over') return kept === undefined ? 'facts-changed' : 'changed';
          throw new ProblemError('asked-just-now', {
            detail: 'The new address was sent as much today as it may be, or its owner has said that it was not them',
          });
        },
      };
    });
  };
