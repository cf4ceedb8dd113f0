import { nobody } from '#domain/bookings/places.ts';
import type { Series } from '#domain/bookings/series.ts';
import type { Session } from '#domain/bookings/session.ts';
import type { RetentionDecisions } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { expiresAt, hasExpired } from '#privacy/retention.ts';
import { eachOnce, onlyThose } from '../engine/listing.ts';
import type { Page, PageRequest, Range } from '../engine/reading.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys, lists } from '../keys.ts';
import type { StoredSession } from './stored-session.ts';
import { PlacesView, SeriesView, SessionView } from './views.ts';

export interface SessionReads {
  find(sessionId: string, work: Work): Promise<StoredSession | undefined>;
  findMany(sessionIds: readonly string[], work: Work): Promise<ReadonlyMap<string, StoredSession>>;
  /** Those that have yet to start, soonest first; `range` narrows them by their start. Places are read of those that are wanted. */
  listUpcoming(
    page: PageRequest & Range,
    work: Work,
    isWanted?: (session: StoredSession['session']) => boolean,
  ): Promise<Page<StoredSession>>;
  /** Those that have yet to start, or of them those that start within a range, page by page. */
  walkUpcoming(range: Range, work: Work): AsyncGenerator<StoredSession[], void, undefined>;
  /** Each of the same once, without how their places stand: that is another record of each. Last come those that moved meanwhile. */
  walkListed(range: Range, work: Work): AsyncGenerator<StoredSession['session'][], void, undefined>;
  /** Drafts and past ones too, latest start first. */
  listAll(page: PageRequest, work: Work): Promise<Page<StoredSession>>;
  findSeries(seriesId: string, work: Work): Promise<Series | undefined>;
  /** The dates of a series, soonest first as they now stand. */
  listOfSeries(series: Series, work: Work): Promise<StoredSession[]>;
}

/** What moves while sessions are walked through, from where nobody has been yet to where they were, is found when they go again. */
const timesWalked = 2;

interface ReadsDeps {
  readonly records: RecordsFor<never>;
  readonly clock: Clock;
  readonly retention: RetentionDecisions;
}

function createWithPlaces({ records, clock, retention }: ReadsDeps) {
  /** A session is kept; but once its bookings have ended, nothing counts them any more. */
  const counting = (session: StoredSession['session'], places: StoredSession['places']): StoredSession['places'] =>
    hasExpired({ expiresAt: expiresAt('booking', session.endsAt, retention) }, clock())
      ? { ...places, ...nobody }
      : places;

  async function withPlaces(sessions: readonly Session[], work: Work): Promise<StoredSession[]> {
    const places = await records.findEach(
      PlacesView,
      sessions.map(({ sessionId }) => keys.places(sessionId)),
      work,
    );
    return sessions.flatMap((session, index) => {
      const own = places[index];
      return own ? [{ session, places: counting(session, own) }] : [];
    });
  }

  return { counting, withPlaces };
}

export function createSessionReads(deps: ReadsDeps): SessionReads {
  const { records, clock } = deps;
  const { counting, withPlaces } = createWithPlaces(deps);

  /** What has started is not upcoming, whatever is asked for. */
  function notBefore(from?: string): string {
    const now = clock().toISOString();
    return from !== undefined && from > now ? from : now;
  }

  const pageWithPlaces = async (page: Page<Session>, work: Work) => ({
    ...page,
    items: await withPlaces(page.items, work),
  });

  return {
    async find(sessionId, work) {
      const [session, places] = await records.findAll(
        [
          [SessionView, keys.session(sessionId)],
          [PlacesView, keys.places(sessionId)],
        ],
        work,
      );
      return session && places && { session, places: counting(session, places) };
    },

    async findMany(sessionIds, work) {
      const wanted = [...new Set(sessionIds)];
      const sessions = await records.findEach(SessionView, wanted.map(keys.session), work);
      const found = await withPlaces(
        sessions.filter((session) => session !== undefined),
        work,
      );
      return new Map(found.map((stored) => [stored.session.sessionId, stored]));
    },

    async listUpcoming({ from, ...page }, work, isWanted) {
      const options = { ...page, from: notBefore(from), only: isWanted && onlyThose(isWanted), inOneQuery: true };
      return pageWithPlaces(await records.list(SessionView, lists.publishedSessions, options, work), work);
    },

    async *walkUpcoming({ from, to }, work) {
      const range = { from: notBefore(from), to };
      for await (const sessions of records.walk(SessionView, lists.publishedSessions, range, work)) {
        yield await withPlaces(sessions, work);
      }
    },

    async *walkListed({ from, to }, work) {
      const range = { from: notBefore(from), to };
      const isNew = eachOnce<Session>(({ sessionId }) => sessionId);
      for (let time = 0; time < timesWalked; time += 1) {
        let pages = 0;
        for await (const page of records.walk(SessionView, lists.publishedSessions, range, work)) {
          pages += 1;
          const fresh = page.filter(isNew);
          if (fresh.length > 0) yield fresh;
        }
        if (pages < 2) return;
      }
    },

    async listAll(page, work) {
      return pageWithPlaces(
        await records.list(SessionView, lists.allSessions, { ...page, newestFirst: true }, work),
        work,
      );
    },

    findSeries: (seriesId, work) => records.find(SeriesView, keys.series(seriesId), work),

    async listOfSeries({ sessionIds }, work) {
      const found = await records.findEach(SessionView, sessionIds.map(keys.session), work);
      const sessions = found.filter((session) => session !== undefined);
      return withPlaces(
        sessions.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1)),
        work,
      );
    },
  };
}
