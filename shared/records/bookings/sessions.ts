import type * as z from 'zod';
import type { Places } from '#domain/bookings/booking.ts';
import type { Reminder } from '#domain/bookings/reminders.ts';
import { bookingWindow } from '#domain/bookings/session.ts';
import type { RetentionDecisions } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { OnceWithReply, Work } from '#platform/work.ts';
import { expiresAt, hasExpired } from '#privacy/retention.ts';
import { type EmailContents, oweEmail } from '../emails/emails.ts';
import type { AuditFact } from '../engine/audit-trail.ts';
import { all, any, type Condition, compare, is, missing, present } from '../engine/conditions.ts';
import { type FactsOf, factsOf } from '../engine/record.ts';
import type { Page, PageRequest, Range, Records } from '../engine/records.ts';
import { put, update, type Write } from '../engine/writes.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from '../keys.ts';
import { NoticesRecord, OfferRecord, PlacesRecord, SeriesRecord, SessionRecord } from './items.ts';

/** A session and how its places stand: two records, so that a booking rewrites only the small one. */
export interface StoredSession {
  readonly session: FactsOf<typeof SessionRecord>;
  readonly places: FactsOf<typeof PlacesRecord>;
}

export type Series = FactsOf<typeof SeriesRecord>;
export type Notices = Partial<FactsOf<typeof NoticesRecord>>;

/** An email to the organiser. */
export interface Notice {
  readonly to: string;
  readonly contents: EmailContents;
}

/** How a staff member's change is kept: with the reply for a retry, and with the audit entry. */
export interface StaffChange {
  readonly work: Work;
  readonly once: OnceWithReply | undefined;
  /** Left out only where nobody acts for the hub, as in a measurement. */
  readonly audit?: AuditFact;
}

export type SessionChangeOutcome = 'changed' | 'changed-by-another';

/** What is counted of a session's places, and nothing of what the session says. */
export type Counters = Pick<Places, 'capacity' | 'taken' | 'offered' | 'waitlisted' | 'hasWaitingList'>;

const nobody = { taken: 0, offered: 0, waitlisted: 0 } as const;

/** The places of a session, in step with it. */
export const placesOf = (session: StoredSession['session'], counters: Counters): StoredSession['places'] => ({
  sessionId: session.sessionId,
  status: session.status,
  capacity: counters.capacity,
  taken: counters.taken,
  offered: counters.offered,
  waitlisted: counters.waitlisted,
  hasWaitingList: counters.hasWaitingList,
  ...bookingWindow(session),
  startsAt: session.startsAt,
  endsAt: session.endsAt,
  sequence: session.sequence,
});

export interface Sessions {
  /** A session, or all those of a new series at once. */
  add(sessions: readonly StoredSession[], series: Series | undefined, change: StaffChange): Promise<void>;
  find(sessionId: string, work: Work): Promise<StoredSession | undefined>;
  findMany(sessionIds: readonly string[], work: Work): Promise<ReadonlyMap<string, StoredSession>>;
  /** Those that have yet to start, soonest first; `range` narrows them by their start. */
  listUpcoming(page: PageRequest & Range, work: Work): Promise<Page<StoredSession>>;
  /** All of them, page by page. */
  walkUpcoming(work: Work): AsyncGenerator<StoredSession[], void, undefined>;
  /** Drafts and past ones too, latest start first. */
  listAll(page: PageRequest, work: Work): Promise<Page<StoredSession>>;
  findSeries(seriesId: string, work: Work): Promise<Series | undefined>;
  /** The dates of a series, soonest first as they now stand. */
  listOfSeries(series: Series, work: Work): Promise<StoredSession[]>;
  /**
   * @param change.next - carries the version after the one it is based on; where its sequence has risen, people are to be told
   */
  replace(
    change: { readonly before: StoredSession; readonly next: StoredSession },
    how: StaffChange,
  ): Promise<SessionChangeOutcome>;
  /** That everybody who comes has been told of this change, and of those before. */
  recordTold(sessionId: string, sequence: number, work: Work): Promise<void>;
  /** That some who come cannot be told of this change as yet: the session stands among those to tell again in an hour. */
  tellAgainLater(sessionId: string, sequence: number, work: Work): Promise<void>;
  /** Sessions that changed at this instant or before, and of which people have yet to be told; longest ago first. */
  listToTell(at: string, work: Work): Promise<string[]>;
  findNotices(sessionIds: readonly string[], work: Work): Promise<Notices[]>;
  /** That everybody has had this reminder. */
  recordReminded(sessionId: string, reminder: Reminder, work: Work): Promise<void>;
  /** That some who are owed this reminder cannot be given it as yet. */
  remindAgainLater(sessionId: string, reminder: Reminder, work: Work): Promise<void>;
  /** That these are owed once more, since the session has moved away. */
  forgetReminded(sessionId: string, reminders: readonly Reminder[], work: Work): Promise<void>;
  /** Owes the organiser word that too few have booked; once for a session. */
  oweMinimumNotice(sessionId: string, notice: Notice, work: Work): Promise<void>;
  /** Owes the organiser word that the session is full; once, and again when it is full at a greater capacity. */
  oweFullNotice(sessionId: string, capacity: number, notice: Notice, work: Work): Promise<void>;
  /** Sessions in which an offer ended at this instant or before, as ISO 8601 UTC. */
  listWithOffersEnded(at: string, work: Work): Promise<string[]>;
  /** The bookings of one session whose offers ended. */
  listOffersEnded(sessionId: string, at: string, work: Work): Promise<string[]>;
}

const noticeField = { week: 'weekReminderAt', day: 'dayReminderAt', hour: 'hourReminderAt' } as const satisfies Record<
  Reminder,
  keyof Notices
>;
export const remindedAt = (notices: Notices, reminder: Reminder): string | undefined => notices[noticeField[reminder]];

/** Whether this reminder is not yet to be tried again. */
export const isPutOff = ({ remindAgain }: Notices, reminder: Reminder, now: Date): boolean =>
  remindAgain?.reminder === reminder && remindAgain.at > now.toISOString();

/** What cannot be read today can be once other code is deployed: asked no oftener, since each time goes through everybody. */
const againAfterMs = 3_600_000;
/** Within the hour before the start, an hour later is too late. */
const hourAgainAfterMs = 900_000;

/** As many ended offers as one look at the list takes; the next look takes more. */
const offersAtOnce = 500;
const toTellAtOnce = 500;

export function createSessions(deps: {
  readonly records: Records;
  readonly clock: Clock;
  readonly retention: RetentionDecisions;
}): Sessions {
  const { records, clock, retention } = deps;

  const later = (ms: number): string => new Date(clock().getTime() + ms).toISOString();

  /** A session is kept; but once its bookings have ended, nothing counts them any more. */
  const counting = (session: StoredSession['session'], places: StoredSession['places']): StoredSession['places'] =>
    hasExpired({ expiresAt: expiresAt('booking', session.endsAt, retention) }, clock())
      ? { ...places, ...nobody }
      : places;

  async function withPlaces(sessions: readonly z.output<typeof SessionRecord>[], work: Work): Promise<StoredSession[]> {
    const places = await records.findEach(
      PlacesRecord,
      sessions.map(({ sessionId }) => keys.places(sessionId)),
      work,
    );
    return sessions.flatMap((session, index) => {
      const own = places[index];
      return own ? [{ session, places: counting(session, own) }] : [];
    });
  }

  const pageWithPlaces = async (page: Page<z.output<typeof SessionRecord>>, work: Work) => ({
    ...page,
    items: await withPlaces(page.items, work),
  });

  /** What a session is listed under: staff see each, the public what it can book, a series its own. */
  const listed = ({ sessionId, startsAt, status }: StoredSession['session']) => ({
    ...inGsi2(lists.allSessions, sortKey(startsAt, sessionId)),
    ...(status === 'published' && inGsi1(lists.publishedSessions, sortKey(startsAt, sessionId))),
  });

  async function oweNotice(
    sessionId: string,
    set: Notices,
    notYet: Condition,
    { to, contents }: Notice,
    work: Work,
  ): Promise<void> {
    // Refused where the notice was given before: nothing is owed.
    await records.commit(
      {
        notices: update(NoticesRecord, keys.notices(sessionId), { set }, all(present, notYet)),
        email: oweEmail({ ...contents, to, about: { kind: 'session', id: sessionId } }, clock(), retention),
      },
      { work },
    );
  }

  return {
    async add(sessions, series, { work, once, audit }) {
      const writes: Record<string, Write> = {};
      for (const { session, places } of sessions) {
        const { sessionId } = session;
        writes[`session ${sessionId}`] = put(SessionRecord, keys.session(sessionId), {
          ...session,
          ...listed(session),
        });
        writes[`places ${sessionId}`] = put(PlacesRecord, keys.places(sessionId), places);
        writes[`notices ${sessionId}`] = put(NoticesRecord, keys.notices(sessionId), { sessionId });
      }
      if (series) writes.series = put(SeriesRecord, keys.series(series.seriesId), series);
      const outcome = await records.commit(writes, { work, once, audit: audit ? [audit] : [] });
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
      return session && places && { session, places: counting(session, places) };
    },

    async findMany(sessionIds, work) {
      const wanted = [...new Set(sessionIds)];
      const sessions = await records.findEach(SessionRecord, wanted.map(keys.session), work);
      const found = await withPlaces(
        sessions.filter((session) => session !== undefined),
        work,
      );
      return new Map(found.map((stored) => [stored.session.sessionId, stored]));
    },

    async listUpcoming({ from, ...page }, work) {
      const now = clock().toISOString();
      const start = from !== undefined && from > now ? from : now;
      return pageWithPlaces(
        await records.list(SessionRecord, lists.publishedSessions, { ...page, from: start }, work),
        work,
      );
    },

    async *walkUpcoming(work) {
      const from = clock().toISOString();
      for await (const sessions of records.walk(SessionRecord, lists.publishedSessions, { from }, work)) {
        yield await withPlaces(sessions, work);
      }
    },

    async listAll(page, work) {
      return pageWithPlaces(
        await records.list(SessionRecord, lists.allSessions, { ...page, newestFirst: true }, work),
        work,
      );
    },

    findSeries: (seriesId, work) => records.find(SeriesRecord, keys.series(seriesId), work),

    async listOfSeries({ sessionIds }, work) {
      const found = await records.findEach(SessionRecord, sessionIds.map(keys.session), work);
      const sessions = found.filter((session) => session !== undefined);
      return withPlaces(
        sessions.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1)),
        work,
      );
    },

    async replace({ before, next: { session, places } }, { work, once, audit }) {
      const { sessionId, seriesId: _series, createdAt: _made, ...changeable } = factsOf(session);
      const { status, version } = session;
      const {
        taken: _taken,
        offered: _offered,
        waitlisted: _waitlisted,
        sessionId: _same,
        ...inStep
      } = factsOf(places);
      const outcome = await records.commit(
        {
          session: update(
            SessionRecord,
            keys.session(sessionId),
            {
              set: { ...changeable, ...listed(session) },
              // What is over is no longer among what can be booked.
              remove: status === 'cancelled' || status === 'completed' ? ['gsi1pk', 'gsi1sk'] : [],
            },
            is('version', version - 1),
          ),
          places: update(PlacesRecord, keys.places(sessionId), {
            // Nobody holds a place of what is cancelled, and the bookings follow; else the counters are the bookings' own.
            set: { ...inStep, ...(status === 'cancelled' && nobody) },
          }),
          notices:
            session.sequence > before.session.sequence
              ? update(NoticesRecord, keys.notices(sessionId), {
                  set: {
                    tellSequence: session.sequence,
                    ...inGsi1(lists.sessionsToTell, sortKey(clock().toISOString(), sessionId)),
                  },
                })
              : undefined,
        },
        { work, once, audit: audit ? [audit] : [] },
      );
      return outcome.done ? 'changed' : 'changed-by-another';
    },

    async recordTold(sessionId, sequence, work) {
      // Refused where it has changed again: of that, people have yet to be told.
      await records.updateOne(
        update(
          NoticesRecord,
          keys.notices(sessionId),
          { remove: ['tellSequence', 'gsi1pk', 'gsi1sk'] },
          all(present, compare('tellSequence', '<=', { value: sequence })),
        ),
        work,
      );
    },

    async tellAgainLater(sessionId, sequence, work) {
      // Refused where it has changed again: of that, people are told as soon as of any change.
      await records.updateOne(
        update(
          NoticesRecord,
          keys.notices(sessionId),
          { set: inGsi1(lists.sessionsToTell, sortKey(later(againAfterMs), sessionId)) },
          all(present, compare('tellSequence', '<=', { value: sequence })),
        ),
        work,
      );
    },

    async listToTell(at, work) {
      const { items } = await records.list(NoticesRecord, lists.sessionsToTell, { limit: toTellAtOnce, to: at }, work);
      return items.map(({ sessionId }) => sessionId);
    },

    async findNotices(sessionIds, work) {
      const found = await records.findEach(NoticesRecord, sessionIds.map(keys.notices), work);
      return found.map((notices) => notices ?? {});
    },

    async recordReminded(sessionId, reminder, work) {
      const set = { [noticeField[reminder]]: clock().toISOString() };
      await records.updateOne(update(NoticesRecord, keys.notices(sessionId), { set }), work);
    },

    async remindAgainLater(sessionId, reminder, work) {
      const at = later(reminder === 'hour' ? hourAgainAfterMs : againAfterMs);
      await records.updateOne(
        update(NoticesRecord, keys.notices(sessionId), { set: { remindAgain: { reminder, at } } }),
        work,
      );
    },

    async forgetReminded(sessionId, reminders, work) {
      const again = reminders.map((reminder) => noticeField[reminder]);
      if (again.length > 0)
        await records.updateOne(update(NoticesRecord, keys.notices(sessionId), { remove: again }), work);
    },

    oweMinimumNotice: (sessionId, email, work) =>
      oweNotice(sessionId, { minimumNumbersAt: clock().toISOString() }, missing('minimumNumbersAt'), email, work),

    oweFullNotice: (sessionId, capacity, email, work) =>
      oweNotice(
        sessionId,
        { fullAtCapacity: capacity },
        any(missing('fullAtCapacity'), compare('fullAtCapacity', '<', { value: capacity })),
        email,
        work,
      ),

    async listWithOffersEnded(at, work) {
      const { items } = await records.list(OfferRecord, lists.offersByEnd, { limit: offersAtOnce, to: at }, work);
      return [...new Set(items.map(({ sessionId }) => sessionId))];
    },

    async listOffersEnded(sessionId, at, work) {
      const ended: string[] = [];
      for await (const offers of records.walk(OfferRecord, lists.offersOfSession(sessionId), {}, work)) {
        ended.push(...offers.filter(({ endsAt }) => endsAt <= at).map(({ bookingId }) => bookingId));
      }
      return ended;
    },
  };
}
