import type { RetentionDecisions } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { expiresAt, hasExpired } from '#privacy/retention.ts';
import type { RecordsFor } from '../engine/records.ts';
import { annotate, put } from '../engine/writes.ts';
import { keys, lists } from '../keys.ts';
import { createCancellationReasons } from './cancellation-reasons.ts';
import { SessionCancellationRecord, SessionRecord } from './items.ts';
import type { StoredSession } from './stored-session.ts';
import { SessionView } from './views.ts';

/**
 * Takes reasons out of sessions that were cancelled before reasons had a record of their own: a session is kept, and its reason must not
 * be. One that is not over yet goes where it ends by itself. Run once after 0.1.0; the next release takes this away, and the field.
 */
export function createMoveOldReasons({
  records,
  clock,
  retention,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
  readonly retention: RetentionDecisions;
}) {
  const reasons = createCancellationReasons({ records });

  async function move(session: StoredSession['session'], reason: string, work: Work): Promise<boolean> {
    const { sessionId, endsAt } = session;
    const key = keys.sessionCancellation(sessionId);
    const isOver = hasExpired({ expiresAt: expiresAt('session-cancellation', endsAt, retention) }, clock());
    const isKept = isOver || (await reasons.findCancellationReason(sessionId, work)) !== undefined;
    const { done } = await records.commit(
      {
        session: annotate(SessionRecord, keys.session(sessionId), session, { remove: ['cancelledBecause'] }),
        reason: isKept
          ? undefined
          : put(SessionCancellationRecord, key, { sessionId, reason, ends: { after: endsAt } }),
      },
      { work },
    );
    return done;
  }

  /** Answers how many sessions held one, and of how many it could not be taken, since somebody changed them meanwhile: run it again. */
  return async (work: Work): Promise<{ readonly found: number; readonly left: number }> => {
    let [found, left] = [0, 0];
    for await (const sessions of records.walk(SessionView, lists.allSessions, {}, work))
      for (const session of sessions) {
        if (session.cancelledBecause === undefined) continue;
        found += 1;
        if (!(await move(session, session.cancelledBecause, work))) left += 1;
      }
    return { found, left };
  };
}
