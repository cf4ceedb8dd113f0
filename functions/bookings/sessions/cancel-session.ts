import { decideSessionCancellation } from '#domain/bookings/session.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import type { Sessions } from '#records/bookings/sessions.ts';
import type { bookings } from '../contract.ts';
import { staffSession } from '../replies.ts';
import { findSession, keepSession, refuseStale, wrongState } from './session.ts';

/** From this change on nobody can book; each booking is ended, and its holder told, as what follows from it. */
export const createCancelSession =
  (deps: { readonly sessions: Sessions; readonly clock: Clock }): UseCase<typeof bookings.routes.cancelSession> =>
  async ({ path, body }, { caller, work, once }) => {
    const found = await findSession(deps.sessions, path.sessionId, work);
    const { session } = found;
    const now = deps.clock();
    const decision = decideSessionCancellation(session, now);
    if (decision === 'already') return { status: 200, body: staffSession(found) };
    if (decision === 'wrong-state') {
      const detail =
        session.status === 'published'
          ? 'The session is already over'
          : `The session is ${session.status}, not published`;
      throw wrongState(found, detail);
    }
    refuseStale(found, body.version);
    const cancelled = deps.sessions.plan(found, {
      session: {
        status: 'cancelled',
        cancelledAt: now.toISOString(),
        cancelledBecause: body.reason,
        sequence: session.sequence + 1,
      },
    });
    return keepSession(cancelled, { work, once, audit: { action: 'session-cancelled', actor: caller.sub } });
  };
