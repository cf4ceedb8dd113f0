import { hasEnded } from '#domain/bookings/session.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import type { Sessions } from '#records/bookings/sessions.ts';
import type { bookings } from '../contract.ts';
import { staffSession } from '../replies.ts';
import { findSession, keepSession, refuseStale, wrongState } from './session.ts';

export const createCompleteSession =
  (deps: { readonly sessions: Sessions; readonly clock: Clock }): UseCase<typeof bookings.routes.completeSession> =>
  async ({ path, body }, { caller, work, once }) => {
    const found = await findSession(deps.sessions, path.sessionId, work);
    const { session } = found;
    if (session.status === 'completed') return { status: 200, body: staffSession(found) };
    if (session.status !== 'published') throw wrongState(found, `The session is ${session.status}, not published`);
    refuseStale(found, body.version);
    const now = deps.clock();
    if (!hasEnded(session, now)) throw new ProblemError('not-over-yet', { extensions: { endsAt: session.endsAt } });
    const completed = deps.sessions.plan(found, { session: { status: 'completed', completedAt: now.toISOString() } });
    return keepSession(completed, { work, once, audit: { action: 'session-completed', actor: caller.sub } });
  };
