import type { Context } from 'aws-lambda';
import { owesOffer } from '#domain/bookings/places.ts';
import { remindedAt, reminderDue, reminderMoment } from '#domain/bookings/reminders.ts';
import { furthestStartYears } from '#domain/bookings/session.ts';
import { addDays, addYears } from '#domain/time/calendar-time.ts';
import type { Clock } from '#platform/clock.ts';
import type { FifoQueue } from '#platform/fifo-queue.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import { hasTime, workWithin } from '#platform/work.ts';
import { asMessage, type FollowUp, groupOf } from '#records/bookings/follow-ups.ts';
import type { ListingNet, Looked } from '#records/bookings/listing-net.ts';
import { isPutOff, type Notices } from '#records/bookings/notices.ts';
import type { Sessions } from '#records/bookings/sessions.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import { isBelowMinimum } from '../telling/tell-organiser.ts';

/** What the hour brings about for one session; and, as a net, a place that should have been offered long since. */
export function followUpsDue(stored: StoredSession, notices: Notices, now: Date): FollowUp[] {
  const { session, places } = stored;
  const { sessionId, startsAt } = session;
  const reminder = reminderDue(session, now);
  const weekAway = reminderMoment('week', startsAt) <= now.toISOString();
  return [
    ...(owesOffer(places, now) ? [{ kind: 'offer-places' as const, sessionId }] : []),
    ...(reminder && remindedAt(notices, reminder) === undefined && !isPutOff(notices, reminder, now)
      ? [{ kind: 'remind' as const, sessionId, reminder }]
      : []),
    ...(weekAway && isBelowMinimum(stored) && notices.minimumNumbersAt === undefined
      ? [{ kind: 'tell-minimum-not-reached' as const, sessionId }]
      : []),
  ];
}

/** As far ahead as anything but a free place is due: the first reminder, and whether enough people come. */
const soonDays = 7;
/** How often this runs in a day; `infra/areas/bookings.ts` says so, too. */
const runsInDay = 288;
const runMs = (24 * 3_600_000) / runsInDay;
/** Looked at once more: a run that fails beside one that comes a moment late leaves nothing out. */
const partsBehind = 2;

/**
 * A part of what is further away, in which a place may be free and not offered: a net for what the queue has lost, which looks at
 * each such session once in a day and so at few at a time.
 */
export function partOfTheRest(now: Date): { readonly from: string; readonly to: string } {
  const [first, last] = [addDays(now, soonDays).getTime(), addYears(now, furthestStartYears).getTime()];
  const part = (last - first) / (runsInDay - partsBehind);
  const begins = first + (Math.floor(now.getTime() / runMs) % runsInDay) * part;
  // Everything has come nearer by then, and nothing is to fall between two parts.
  return {
    from: new Date(begins - partsBehind * part - runMs).toISOString(),
    to: new Date(begins + part + runMs).toISOString(),
  };
}

/** Word of a change is usually given within minutes: until then it is on its way. */
const usuallyToldMs = 15 * 60_000;

interface TendDeps {
  readonly sessions: Sessions;
  readonly listingNet: ListingNet;
  readonly enqueue: FifoQueue;
  readonly enqueueListingChanges: FifoQueue;
  readonly clock: Clock;
  readonly log: Log;
  readonly counter: Counter;
}

/**
 * Looks after the sessions of the next days, those of whose change nobody was told, and a part of the rest, every few minutes. It only
 * looks: what is to be done, it puts in line.
 */
export const createTendSessions =
  (deps: TendDeps) =>
  async (_event: unknown, context: Context): Promise<{ followUps: number }> => {
    deps.log.begin({ awsRequestId: context.awsRequestId });
    const work = workWithin(context);
    const now = deps.clock();
    const instant = now.toISOString();

    let [sessions, followUps] = [0, 0];
    /** As soon as they are found: what comes later may fail. What the queue does not take is due still when this is asked again. */
    async function putInLine(due: readonly FollowUp[]): Promise<void> {
      const refused = await deps.enqueue(due.map((each) => asMessage(each, `${instant}-${groupOf(each)}`)));
      followUps += due.length - refused.size;
    }

    const ended = await deps.sessions.listWithOffersEnded(instant, work);
    await putInLine(ended.map((sessionId) => ({ kind: 'expire-offers', sessionId })));
    const untold = await deps.sessions.listToTell(new Date(now.getTime() - usuallyToldMs).toISOString(), work);
    await putInLine(untold.map((sessionId) => ({ kind: 'tell-attendees', sessionId })));
    const looked: Looked[] = [];
    for (const range of [{ to: addDays(now, soonDays).toISOString() }, partOfTheRest(now)]) {
      const found: StoredSession[] = [];
      for await (const page of deps.sessions.walkUpcoming(range, work)) {
        const notices = await deps.sessions.findNotices(
          page.map(({ session }) => session.sessionId),
          work,
        );
        await putInLine(page.flatMap((stored, index) => followUpsDue(stored, notices[index] ?? {}, now)));
        found.push(...page);
        if (!hasTime(work)) break;
      }
      sessions += found.length;
      if (!hasTime(work)) break;
      looked.push({ range, found });
    }

    deps.log.event('sessions-tended', { sessions, followUps });
    deps.counter.flush();
    // Last, so that nothing else waits for it; and not at all without the time to see it through.
    const weeks = hasTime(work) ? await deps.listingNet.mend(looked, deps.enqueueListingChanges, work) : 0;
    if (weeks > 0) deps.log.event('listing-mended', { weeks });
    deps.counter.flush();
    return { followUps };
  };
