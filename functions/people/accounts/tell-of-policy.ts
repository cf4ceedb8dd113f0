import type { Context } from 'aws-lambda';
import { isTellingLate, isWalkDue, versionsToTell } from '#domain/people/policy-notices.ts';
import { londonDay } from '#domain/time/london.ts';
import { owedMessage } from '#email/owed-message.ts';
import { listedChanges } from '#email/people/policy-changes.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import { hasTime, type Work, workWithin } from '#platform/work.ts';
import { noticesOf, type PolicyNotice } from '#privacy/notices.ts';
import type { ListedVersion } from '#privacy/versions.ts';
import type { AccountToTell, PolicyNotices } from '#records/people/policy-notices.ts';

interface TellOfPolicyDeps {
  readonly policyNotices: PolicyNotices;
  /** As they were published, oldest first. */
  readonly policyVersions: readonly ListedVersion[];
  readonly hub: Hub;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly counter: Counter;
}

/** Their records have nothing in common, and the table has room for far more. */
const atOnce = 10;

/** What one run came to. */
interface Run {
  readonly people: number;
  /** Whether everybody who has an account was told. */
  readonly complete: boolean;
}

/**
 * Tells everybody who has an account of each version of the policy that changes what they must hear of. That they were told stands with
 * them, so that a run which is cut off, by its time or by how many may be written to, is gone on with by beginning anew.
 */
export const createTellOfPolicy = (deps: TellOfPolicyDeps) => {
  const { policyNotices, hub } = deps;
  const notices = noticesOf(deps.policyVersions);
  const versions = notices.map(({ version }) => version);

  function toldWhat(account: AccountToTell): readonly PolicyNotice[] {
    const untold = versionsToTell(account, versions);
    return notices.filter(({ version }) => untold.includes(version));
  }

  function emailOf({ version, before, changes }: PolicyNotice, { name }: AccountToTell) {
    const facts = { name, version, before, ...listedChanges(changes) };
    return owedMessage(deps.newId(), { kind: 'policy-changes', facts });
  }

  async function isTold(account: AccountToTell, of: readonly PolicyNotice[], work: Work): Promise<boolean> {
    const emails = new Map(of.map((notice) => [notice.version, emailOf(notice, account)]));
    try {
      return (await policyNotices.tell(account, emails, work)) === 'changed';
    } catch (error) {
      if (!hasTime(work)) return false;
      deps.log.event('person-not-told', { personId: account.personId, error });
      deps.counter.count('PolicyNotTold');
      return false;
    }
  }

  async function tellEverybody(work: Work): Promise<Run> {
    let [people, complete] = [0, true];
    const leftOut = () => {
      complete = false;
    };
    try {
      for await (const page of policyNotices.walkAccounts(leftOut, work)) {
        const untold = page.map((account) => [account, toldWhat(account)] as const).filter(([, of]) => of.length > 0);
        while (untold.length > 0) {
          const room = hub.policy.mostToldInAnHour - people;
          if (room <= 0 || !hasTime(work)) return { people, complete: false };
          const some = untold.splice(0, Math.min(atOnce, room));
          const told = await Promise.all(some.map(([account, of]) => isTold(account, of, work)));
          people += told.filter(Boolean).length;
          complete &&= !told.includes(false);
        }
      }
    } catch (error) {
      if (hasTime(work)) throw error;
      complete = false;
    }
    return { people, complete };
  }

  return async (_event: unknown, context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>): Promise<Run> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const newest = versions.at(-1);
    if (newest === undefined) return { people: 0, complete: true };
    const work = workWithin(context);
    const today = londonDay(deps.clock().toISOString());
    const told = await policyNotices.findTold(work);
    if (!isWalkDue(told, newest, today)) return { people: 0, complete: true };

    const run = await tellEverybody(work);
    // Of several, the first is to be heard of soonest.
    const soonest = versions.find((version) => version > (told?.toldOf ?? '')) ?? newest;
    if (run.complete) await policyNotices.keepTold({ toldOf: newest, walkedOn: today }, work);
    // Who was told this late was told too late, as well.
    if ((run.people > 0 || !run.complete) && isTellingLate(soonest, today)) deps.counter.count('PolicyNotTold');
    deps.log.event('policy-told', { version: newest, ...run });
    deps.counter.flush();
    return run;
  };
};
