import type { Context } from 'aws-lambda';
import { isWarned, nextAccountStep } from '#domain/people/account.ts';
import { mergedPeople } from '#domain/people/merging.ts';
import { addDays } from '#domain/time/calendar-time.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import { hasTime, type Work, workWithin } from '#platform/work.ts';
import { type Account, timesOf } from '#records/people/account-reads.ts';
import type { AccountTending } from '#records/people/account-tending.ts';
import type { KeepTraining } from '#records/training/keeping.ts';

const soonerOf = (one: string, other: string): string => (one < other ? one : other);

interface TendAccountsDeps {
  readonly tending: AccountTending;
  readonly keepTraining: KeepTraining;
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
    await deps.keepTraining(account, work);
    const step = nextAccountStep(times, hub.accounts.warnedDaysBefore, deps.clock());
    // What was merged into it is used without its record being written: before it ends, that is looked at each day.
    const next = (until: string) =>
      mergedPeople(account).length === 0 ? until : soonerOf(until, addDays(deps.clock(), 1).toISOString());
    if (step.kind === 'wait') return tending.wait(account, isWarned(times) ? next(step.until) : step.until, work);
    const facts = { name: account.name, endsAt: times.endsAt };
    await tending.warn(account, next(times.endsAt), owedMessage(deps.newId(), { kind: 'account-ends', facts }), work);
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
