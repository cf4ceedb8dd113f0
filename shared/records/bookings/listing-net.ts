import { isDeepStrictEqual } from 'node:util';
import { listingWeek } from '#domain/bookings/listing.ts';
import type { Clock } from '#platform/clock.ts';
import type { FifoQueue } from '#platform/fifo-queue.ts';
import type { Log } from '#platform/logger.ts';
import type { Counter } from '#platform/metrics.ts';
import type { Work } from '#platform/work.ts';
import { when } from '../engine/conditions.ts';
import type { Range } from '../engine/reading.ts';
import type { RecordsFor } from '../engine/records.ts';
import { update } from '../engine/writes.ts';
import { keys, listingShape, lists } from '../keys.ts';
import { ListingRecord } from './items.ts';
import { createIsKept } from './kept-listing.ts';
import { changeOf, type ListingChange, listingMessages } from './listing-changes.ts';
import { createUnpacking } from './packed-listing.ts';
import { asListed } from './renew-weeks.ts';
import type { SessionReads } from './session-reads.ts';
import type { StoredSession } from './stored-session.ts';
import { ListingWeekView } from './views.ts';

/** All sessions that can be booked and start within a range, as they were found. */
export interface Looked {
  readonly range: Range;
  readonly found: readonly StoredSession[];
}

/** Of where there is nothing to list, nothing is to be made anew. */
const anyOf = (looked: readonly Looked[]): ListingChange[] =>
  looked
    .flatMap(({ found }) => found)
    .slice(0, 1)
    .map(({ session }) => changeOf(session));

/** A net for what the stream has lost. */
export interface ListingNet {
  /**
   * Puts in line what is listed otherwise than the sessions were found, and then says that the listing is kept in step still. Where it is
   * not, one of the sessions that were found is put in line, with which all are listed anew. Answers how many messages that took.
   */
  mend(looked: readonly Looked[], enqueue: FifoQueue, work: Work): Promise<number>;
}

export function createListingNet(deps: {
  readonly records: RecordsFor<never>;
  readonly clock: Clock;
  readonly sessions: Pick<SessionReads, 'findMany'>;
  readonly log: Log;
  readonly counter: Counter;
}): ListingNet {
  const { records, clock, sessions } = deps;
  const unpack = createUnpacking(deps);
  const isKept = createIsKept(deps);

  async function differences({ found: stored, range }: Looked, work: Work): Promise<ListingChange[]> {
    const { from = clock().toISOString(), to } = range;
    const unlisted = new Map(stored.map((each) => [each.session.sessionId, asListed(each)]));
    const otherwise: ListingChange[] = [];
    const tooLarge = new Set<string>();
    const weeks = { from: listingWeek(from), ...(to !== undefined && { to: listingWeek(to) }) };
    for await (const page of records.walk(ListingWeekView, lists.listing, weeks, work))
      for (const each of page) {
        if (each.packed === undefined) tooLarge.add(each.week);
        for (const listed of unpack(each) ?? []) {
          const { sessionId, startsAt } = listed.session;
          if (startsAt < from || (to !== undefined && startsAt > to)) continue;
          if (isDeepStrictEqual(unlisted.get(sessionId), listed)) unlisted.delete(sessionId);
          else otherwise.push({ sessionId, weeks: [each.week] });
        }
      }
    const missing = [...unlisted.values()].map(({ session }) => changeOf(session));
    // Of a week that is too large for a record, the sessions themselves are shown.
    return [...otherwise, ...missing.filter(({ weeks: [week = ''] }) => !tooLarge.has(week))];
  }

  /** With the week in which each is now, first: one that has moved may have come to where nobody has looked. */
  async function whereTheyAre(different: readonly ListingChange[], work: Work): Promise<ListingChange[]> {
    const now = await sessions.findMany(
      different.map(({ sessionId }) => sessionId),
      work,
    );
    return different.map(({ sessionId, weeks }) => {
      const present = now.get(sessionId)?.session.startsAt;
      return { sessionId, weeks: [...new Set([...(present === undefined ? [] : [listingWeek(present)]), ...weeks])] };
    });
  }

  async function putInLine(changes: readonly ListingChange[], enqueue: FifoQueue) {
    const instant = clock().toISOString();
    const occasions = changes.map((change) => ({ change, sequenceNumber: `${instant}-${change.sessionId}` }));
    const messages = listingMessages(occasions).map(({ message }) => message);
    const refused = await enqueue(messages);
    return { taken: messages.length - refused.size, areAll: refused.size === 0 };
  }

  /** Not of another version's, which has meanwhile begun. */
  async function sayKept(work: Work): Promise<void> {
    const set = { keptAt: clock().toISOString() };
    const isOurs = when(ListingRecord).is('shape', listingShape);
    await records.updateOne(update(ListingRecord, keys.listing(), { set }, isOurs), work);
  }

  return {
    async mend(looked, enqueue, work) {
      if (!(await isKept(work))) return (await putInLine(anyOf(looked), enqueue)).taken;
      const different: ListingChange[] = [];
      for (const each of looked) different.push(...(await differences(each, work)));
      const { taken, areAll } = await putInLine(await whereTheyAre(different, work), enqueue);
      if (areAll) await sayKept(work);
      return taken;
    },
  };
}
