import { sameMailbox } from '#domain/people/mailbox.ts';
import { owedMessage } from '#email/owed-message.ts';
import { refuseFaults } from '#http/faults.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { carryThrough } from '#platform/work.ts';
import type { AccountReads } from '#records/people/account-reads.ts';
import type { Leave } from '#records/people/leaving.ts';
import type { people } from '../contract.ts';
import { findOwnAccount } from './profile.ts';

/** From then on their token finds nothing. What ends with an account follows by the stream, as where it ends by itself. */
export const createLeaveHub =
  (deps: {
    readonly accounts: AccountReads;
    readonly leave: Leave;
    readonly clock: Clock;
    readonly newId: NewId;
  }): UseCase<typeof people.routes.leave> =>
  async ({ body: { workEmail } }, { caller, work, once }) => {
    const emailId = deps.newId();
    return carryThrough({ work, once }, async () => {
      const account = await findOwnAccount(deps, caller, work);
      if (!sameMailbox(account.workEmail, workEmail))
        refuseFaults([{ field: 'workEmail', detail: 'Enter the work email address of your account' }]);
      const told = owedMessage(emailId, { kind: 'account-left', facts: { name: account.name } });
      return {
        reply: { status: 200, body: { leftAt: deps.clock().toISOString() } },
        change: (carrying) => deps.leave(account, told, carrying),
      };
    });
  };
