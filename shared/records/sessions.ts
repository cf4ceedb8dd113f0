import type * as z from 'zod';
import type { SessionDetails } from '../domain/session.ts';
import type { Clock } from '../platform/clock.ts';
import type { OnceWithReply, Work } from '../platform/work.ts';
import type { AuditFact } from './audit-trail.ts';
import { is } from './expressions.ts';
import { type FactsOf, PlacesRecord, SessionRecord } from './items.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from './keys.ts';
import type { Page, PageRequest, Records } from './records.ts';
import { put, update } from './writes.ts';

/** A session and how its places stand: two records, so that a booking rewrites only the small one. */
export interface StoredSession {
  readonly session: FactsOf<typeof SessionRecord>;
  readonly places: FactsOf<typeof PlacesRecord>;
}

/** How a staff member's change is kept: with the reply for a retry, and with the audit entry. */
export interface StaffChange {
  readonly work: Work;
  readonly once: OnceWithReply | undefined;
  /** Left out only where nobody acts for the hub, as in a measurement. */
  readonly audit?: AuditFact;
}

export type SessionChangeOutcome = 'changed' | 'changed-by-another';

export interface Sessions {
  add(session: StoredSession, change: StaffChange): Promise<void>;
  find(sessionId: string, work: Work): Promise<StoredSession | undefined>;
  findMany(sessionIds: readonly string[], work: Work): Promise<ReadonlyMap<string, StoredSession>>;
  /** Those that have yet to start, soonest first. */
  listUpcoming(page: PageRequest, work: Work): Promise<Page<StoredSession>>;
  /** Drafts and past ones too, latest start first. */
  listAll(page: PageRequest, work: Work): Promise<Page<StoredSession>>;
  /** @param next - carries the version after the one it is based on */
  replace(next: StoredSession, change: StaffChange): Promise<SessionChangeOutcome>;
}

export function createSessions({ records, clock }: { readonly records: Records; readonly clock: Clock }): Sessions {
  async function withPlaces(page: Page<z.output<typeof SessionRecord>>, work: Work): Promise<Page<StoredSession>> {
    const places = await records.findAll(
      page.items.map(({ sessionId }) => [PlacesRecord, keys.places(sessionId)] as const),
      work,
    );
    const items = page.items.flatMap((session, index) => {
      const own = places[index];
      return own ? [{ session, places: own }] : [];
    });
    return { ...page, items };
  }

  return {
    async add({ session, places }, { work, once, audit }) {
      const outcome = await records.commit(
        {
          session: put(SessionRecord, keys.session(session.sessionId), {
            ...session,
            ...inGsi2(lists.allSessions, sortKey(session.startsAt, session.sessionId)),
          }),
          places: put(PlacesRecord, keys.places(session.sessionId), places),
        },
        { work, once, audit: audit ? [audit] : [] },
      );
      if (!outcome.done) throw new Error('A new session has the id of another');
    },

    async find(sessionId, work) {
      const [session, places] = await records.findAll(
        [
          [SessionRecord, keys.session(sessionId)],
          [PlacesRecord, keys.places(sessionId)],
        ],
        work,
      );
      return session && places && { session, places };
    },

    async findMany(sessionIds, work) {
      const wanted = [...new Set(sessionIds)];
      const sessions = await records.findAll(
        wanted.map((sessionId) => [SessionRecord, keys.session(sessionId)] as const),
        work,
      );
      const { items } = await withPlaces({ items: sessions.filter((session) => session !== undefined) }, work);
      return new Map(items.map((found) => [found.session.sessionId, found]));
    },

    async listUpcoming(page, work) {
      const from = clock().toISOString();
      return withPlaces(await records.list(SessionRecord, lists.publishedSessions, { ...page, from }, work), work);
    },

    async listAll(page, work) {
      return withPlaces(
        await records.list(SessionRecord, lists.allSessions, { ...page, newestFirst: true }, work),
        work,
      );
    },

    async replace({ session, places }, { work, once, audit }) {
      const { sessionId, startsAt, status, version } = session;
      const listed = sortKey(startsAt, sessionId);
      const details: SessionDetailsWithoutCapacity = {
        title: session.title,
        description: session.description,
        format: session.format,
        provider: session.provider,
        venue: session.venue,
        joinLink: session.joinLink,
        startsAt,
        endsAt: session.endsAt,
      };
      const outcome = await records.commit(
        {
          session: update(
            SessionRecord,
            keys.session(sessionId),
            {
              set: {
                ...details,
                status,
                version,
                publishedAt: session.publishedAt,
                ...inGsi2(lists.allSessions, listed),
                ...(status === 'published' && inGsi1(lists.publishedSessions, listed)),
              },
            },
            is('version', version - 1),
          ),
          places: update(PlacesRecord, keys.places(sessionId), {
            set: { status, startsAt, capacity: places.capacity },
          }),
        },
        { work, once, audit: audit ? [audit] : [] },
      );
      return outcome.done ? 'changed' : 'changed-by-another';
    },
  };
}

type SessionDetailsWithoutCapacity = Omit<SessionDetails, 'capacity'>;
