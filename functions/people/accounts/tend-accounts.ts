import type { Context } from 'aws-lambda';
import { nextAccountStep } from '#domain/people/account.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import { hasTime, type Work, workWithin } from '#platform/work.ts';
import { type Account, timesOf } from '#records/people/account-reads.ts';
import type { AccountTending } from '#records/people/account-tending.ts';

interface TendAccountsDeps {
  readonly tending: AccountTending;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly counter: Counter;
}

/**
 * Tells who has not used their account for long when it will end. Using it moves its end and nothing else: it is looked at when it would
 * have been due, and then put off.
 */
export const createTendAccounts = (deps: TendAccountsDeps) => {
  async function tend(found: Account, work: Work): Promise<void> {
    const { tending, hub } = deps;
    const account = await tending.withMerged(found, work);
    const times = timesOf(account);
    await tending.keepAddresses(account, work);
    const step = nextAccountStep(times, hub.accounts.warnedDaysBefore, deps.clock());
    if (step.kind === 'wait') return tending.wait(account, step.until, work);
    const facts = { name: account.name, endsAt: times.endsAt };
    await tending.warn(account, owedMessage(deps.newId(), { kind: 'account-ends', facts }), work);
  }

  return async (_event: unknown, context: Context): Promise<{ accounts: number }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    let accounts = 0;
    pages: for await (const page of deps.tending.walkDue(deps.clock(), work)) {
      for (const account of page) {
        if (!hasTime(work)) break pages;
        try {
          await tend(account, work);
          accounts += 1;
        } catch (error) {
          if (!hasTime(work)) break pages;
          deps.log.event('account-not-tended', { personId: account.personId, error });
          deps.counter.count('AccountNotTended');
        }
      }
    }
    deps.counter.flush();
    return { accounts };
  };
};
