import { bothConsent, withConsent } from '#domain/people/addresses.ts';
import { owedMessage } from '#email/owed-message.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { carryThrough, type Work } from '#platform/work.ts';
import { canHave, type EmailChanges } from '#records/people/email-changes.ts';
import type { Holds } from '#records/people/holds.ts';
import type { people } from '../contract.ts';

interface Deps {
  readonly emailChanges: EmailChanges;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** @throws ProblemError `link-not-valid` */
async function findChange({ emailChanges }: Deps, emailChangeId: string, tokenHash: string, work: Work) {
  const found = await emailChanges.find(emailChangeId, tokenHash, work);
  const move = found && (await emailChanges.readMove(found.change, work));
  if (!found || !move) throw new ProblemError('link-not-valid');
  return { ...found, move };
}

/**
 * Whoever comes second makes it so. That the new mailbox has an account is told to nobody but who reads its mail: to the old address's
 * reader it then looks as if the other had yet to confirm. Cognito is told by what the stream says of the person.
 */
export const createConfirmEmail =
  (deps: Deps): UseCase<typeof people.routes.confirmEmail> =>
  async ({ path: { emailChangeId } }, { caller, work, once }) => {
    // Whoever reads the old one is to know; they learn neither a name nor where the account is now.
    const toOld = owedMessage(deps.newId(), { kind: 'email-changed', facts: {} });
    return carryThrough({ work, once }, async () => {
      const { change, side, move } = await findChange(deps, emailChangeId, caller.tokenHash, work);
      const next = withConsent(change, side, deps.clock().toISOString());
      const isFree = canHave(move);
      if (!isFree && side === 'new')
        throw new ProblemError('wrong-state', {
          detail: 'There is an account for this address already. Write to us: our staff can make one of the two',
        });
      const { emailChanges } = deps;
      const isDone = isFree && bothConsent(next);
      const status: 'changed' | 'waiting' = isDone ? 'changed' : 'waiting';
      return {
        reply: { status: 200, body: { status } },
        change: (carrying) =>
          isDone ? emailChanges.move(move, next, toOld, carrying) : emailChanges.keep(change, next, carrying),
      };
    });
  };

/** Who reads the mail says that it was not them: no more forms are taken in their name for a while. */
export const createRefuseEmail =
  (deps: Deps & { readonly holds: Holds }): UseCase<typeof people.routes.refuseEmail> =>
  async ({ path: { emailChangeId } }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const { change, side } = await findChange(deps, emailChangeId, caller.tokenHash, work);
      const next = { ...change, refusedAt: deps.clock().toISOString() };
      const hold = await deps.holds.plan(side === 'new' ? change.newEmail : change.workEmail, work);
      return {
        reply: { status: 200, body: { heldUntil: hold.heldUntil } },
        change: (carrying) => deps.emailChanges.keep(change, next, carrying, hold.write),
      };
    });
