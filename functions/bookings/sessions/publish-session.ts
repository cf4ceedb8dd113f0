import { faultsOfPublishing } from '#domain/bookings/session.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import type { Sessions } from '#records/bookings/sessions.ts';
import type { bookings } from '../contract.ts';
import { findSession, keepSession, refuseStale, wrongState } from './session.ts';

export const createPublishSession =
  (deps: { readonly sessions: Sessions; readonly clock: Clock }): UseCase<typeof bookings.routes.publishSession> =>
  async ({ path, body }, { caller, work, once }) => {
    const found = await findSession(deps.sessions, path.sessionId, work);
    const { session, places } = found;
    if (session.status !== 'draft') throw wrongState(found, `The session is already ${session.status}`);
    refuseStale(found, body.version);

    const now = deps.clock();
    const { capacity, hasWaitingList } = places;
    const faults = faultsOfPublishing({ ...session, capacity, hasWaitingList }, now);
    if (faults.length > 0) {
      throw new ProblemError('session-not-ready', {
        detail: faults.map(({ detail }) => detail).join('. '),
        extensions: { missing: faults.map(({ field, detail }) => ({ field, detail })) },
      });
    }
    const published = deps.sessions.plan(found, { session: { status: 'published', publishedAt: now.toISOString() } });
    return keepSession(published, { work, once, audit: { action: 'session-published', actor: caller.sub } });
  };
