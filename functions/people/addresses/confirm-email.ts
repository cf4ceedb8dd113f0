import { bothConsent, withConsent } from '#domain/people/addresses.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import { carryThrough, type Work } from '#platform/work.ts';
import { canHave, type EmailChanges } from '#records/people/email-changes.ts';
import type { people } from '../contract.ts';

interface Deps {
  readonly emailChanges: EmailChanges;
  readonly clock: Clock;
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
  async ({ path: { emailChangeId } }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
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
          isDone ? emailChanges.move(move, next, carrying) : emailChanges.keep(change, next, carrying),
      };
    });

export const createRefuseEmail =
  (deps: Deps): UseCase<typeof people.routes.refuseEmail> =>
  async ({ path: { emailChangeId } }, { caller, work, once }) =>
    carryThrough({ work, once }, async () => {
      const { change } = await findChange(deps, emailChangeId, caller.tokenHash, work);
      const next = { ...change, refusedAt: deps.clock().toISOString() };
      return {
        reply: { status: 200, body: {} },
        change: (carrying) => deps.emailChanges.keep(change, next, carrying),
      };
    });
