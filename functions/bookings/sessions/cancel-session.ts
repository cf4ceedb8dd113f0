import { decideSessionCancellation } from '#domain/bookings/session.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import { placesOf, type Sessions } from '#records/bookings/sessions.ts';
import type { bookings } from '../contract.ts';
import { staffSession } from '../views.ts';
import { findSession } from './get-session.ts';
import { refuseStale, replaceSession, wrongState } from './replace-session.ts';

/** From this change on nobody can book; each booking is ended, and its holder told, as what follows from it. */
export const createCancelSession =
  (deps: { readonly sessions: Sessions; readonly clock: Clock }): UseCase<typeof bookings.routes.cancelSession> =>
  async ({ path, body }, { caller, work, once }) => {
    const found = await findSession(deps.sessions, path.sessionId, work);
    const { session, places } = found;
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
    const cancelled = {
      ...session,
      status: 'cancelled' as const,
      cancelledAt: now.toISOString(),
      cancelledBecause: body.reason,
      version: session.version + 1,
      sequence: session.sequence + 1,
    };
    const nobody = { ...places, taken: 0, offered: 0, waitlisted: 0 };
    return replaceSession(
      deps.sessions,
      { before: found, next: { session: cancelled, places: placesOf(cancelled, nobody) } },
      { work, once, audit: { action: 'session-cancelled', actor: caller.sub } },
    );
  };
