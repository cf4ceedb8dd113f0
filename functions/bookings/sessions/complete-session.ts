import { hasEnded } from '#domain/bookings/booking.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import { placesOf, type Sessions } from '#records/bookings/sessions.ts';
import type { bookings } from '../contract.ts';
import { staffSession } from '../views.ts';
import { findSession } from './get-session.ts';
import { refuseStale, replaceSession, wrongState } from './replace-session.ts';

export const createCompleteSession =
  (deps: { readonly sessions: Sessions; readonly clock: Clock }): UseCase<typeof bookings.routes.completeSession> =>
  async ({ path, body }, { caller, work, once }) => {
    const found = await findSession(deps.sessions, path.sessionId, work);
    const { session, places } = found;
    if (session.status === 'completed') return { status: 200, body: staffSession(found) };
    if (session.status !== 'published') throw wrongState(found, `The session is ${session.status}, not published`);
    refuseStale(found, body.version);
    const now = deps.clock();
    if (!hasEnded(session, now)) throw new ProblemError('not-over-yet', { extensions: { endsAt: session.endsAt } });
    const completed = {
      ...session,
      status: 'completed' as const,
      completedAt: now.toISOString(),
      version: session.version + 1,
    };
    return replaceSession(
      deps.sessions,
      { before: found, next: { session: completed, places: placesOf(completed, places) } },
      { work, once, audit: { action: 'session-completed', actor: caller.sub } },
    );
  };
