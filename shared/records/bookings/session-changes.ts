import type { Series } from '#domain/bookings/series.ts';
import type { Session } from '#domain/bookings/session.ts';
import type { Clock } from '#platform/clock.ts';
import type { OnceWithReply, Work } from '#platform/work.ts';
import type { AuditFact } from '../engine/audit-trail.ts';
import { factsOf } from '../engine/record.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, revise, update, type Write } from '../engine/writes.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from '../keys.ts';
import { NoticesRecord, PlacesRecord, SeriesRecord, SessionCancellationRecord, SessionRecord } from './items.ts';
import { type SessionChanges as Changes, changedSession, type StoredSession } from './stored-session.ts';

/** How a staff member's change is kept: with the reply for a retry, and with the audit entry. */
export interface StaffChange {
  readonly work: Work;
  readonly once: OnceWithReply | undefined;
  /** Left out only where nobody acts for the hub, as in a measurement. */
  readonly audit?: AuditFact;
}

/** A change of a session, before it is kept. */
export interface PlannedChange {
  /** As it will be written: what is shown of it before it is. */
  readonly after: StoredSession;
  keep(how: StaffChange): Promise<'changed' | 'changed-by-another'>;
}

export interface SessionChanges {
  /** A session, or all those of a new series at once. */
  add(sessions: readonly StoredSession[], series: Series | undefined, change: StaffChange): Promise<void>;
  /**
   * The next version of a session. Where its sequence has risen, people are to be told.
   *
   * @param before - as it was read: kept only while it still is the version that there is
   */
  plan(before: StoredSession, changes: Changes): PlannedChange;
}

/** What a session is listed under: staff see each, the public what it can book, a series its own. */
const listed = ({ sessionId, startsAt, status }: Session) => ({
  ...inGsi2(lists.allSessions, sortKey(startsAt, sessionId)),
  ...(status === 'published' && inGsi1(lists.publishedSessions, sortKey(startsAt, sessionId))),
});

function writesOfNew(sessions: readonly StoredSession[], series: Series | undefined): Record<string, Write> {
  const writes: Record<string, Write> = {};
  for (const { session, places } of sessions) {
    const { sessionId } = session;
    writes[`session ${sessionId}`] = put(SessionRecord, keys.session(sessionId), { ...session, ...listed(session) });
    writes[`places ${sessionId}`] = put(PlacesRecord, keys.places(sessionId), places);
    writes[`notices ${sessionId}`] = put(NoticesRecord, keys.notices(sessionId), { sessionId });
  }
  if (series) writes.series = put(SeriesRecord, keys.series(series.seriesId), series);
  return writes;
}

/** @param now - ISO 8601 UTC */
function writesOfChange(
  before: StoredSession,
  { session, places }: StoredSession,
  cancellationReason: string | undefined,
  now: string,
) {
  const facts = factsOf(session);
  const {
    sessionId,
    version: _next,
    seriesId: _series,
    createdAt: _made,
    cancelledBecause: _old,
    ...changeable
  } = facts;
  const { taken, offered, waitlisted, sessionId: _same, ...inStep } = factsOf(places);
  const { status, sequence } = session;
  return {
    session: revise(SessionRecord, keys.session(sessionId), before.session, {
      set: { ...changeable, ...listed(session) },
      remove: [
        'cancelledBecause',
        // What is over is no longer among what can be booked.
        ...(status === 'cancelled' || status === 'completed' ? (['gsi1pk', 'gsi1sk'] as const) : []),
      ],
    }),
    places: update(PlacesRecord, keys.places(sessionId), {
      // The counters are the bookings' own, as long as there are any.
      set: { ...inStep, ...(status === 'cancelled' && { taken, offered, waitlisted }) },
    }),
    notices:
      sequence > before.session.sequence
        ? update(NoticesRecord, keys.notices(sessionId), {
            set: { tellSequence: sequence, ...inGsi1(lists.sessionsToTell, sortKey(now, sessionId)) },
          })
        : undefined,
    cancellation:
      cancellationReason === undefined
        ? undefined
        : put(SessionCancellationRecord, keys.sessionCancellation(sessionId), {
            sessionId,
            reason: cancellationReason,
            ends: { after: session.endsAt },
          }),
  };
}

export function createSessionChanges({
  records,
  clock,
}: {
  readonly records: RecordsFor<never>;
  readonly clock: Clock;
}): SessionChanges {
  return {
    async add(sessions, series, { work, once, audit }) {
      const outcome = await records.commit(writesOfNew(sessions, series), { work, once, audit: audit ? [audit] : [] });
      if (!outcome.done) throw new Error('A new session has the id of another');
    },

    plan(before, changes) {
      const after = changedSession(before, changes);
      return {
        after,
        async keep({ work, once, audit }) {
          const writes = writesOfChange(before, after, changes.cancellationReason, clock().toISOString());
          const { done } = await records.commit(writes, { work, once, audit: audit ? [audit] : [] });
          return done ? 'changed' : 'changed-by-another';
        },
      };
    },
  };
}
