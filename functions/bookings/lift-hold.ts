import type { UseCase } from '../../shared/http/use-case.ts';
import type { Holds } from '../../shared/records/holds.ts';
import { mailboxId } from '../../shared/records/keys.ts';
import type { bookings } from './contract.ts';

export const createLiftHold =
  ({ holds }: { readonly holds: Holds }): UseCase<typeof bookings.routes.liftHold> =>
  async ({ body: { workEmail } }, { caller, work }) => {
    const audit = { action: 'hold-lifted', subject: `ADDRESS#${mailboxId(workEmail)}`, actor: caller.sub, facts: {} };
    return { status: 200, body: { lifted: await holds.lift(workEmail, [audit], work) } };
  };
