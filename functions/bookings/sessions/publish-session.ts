import { faultsOfPublishing } from '#domain/bookings/session.ts';
import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import { placesOf, type Sessions } from '#records/bookings/sessions.ts';
import type { bookings } from '../contract.ts';
import { findSession } from './get-session.ts';
import { refuseStale, replaceSession, wrongState } from './replace-session.ts';

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
    const published = {
      ...session,
      status: 'published' as const,
      publishedAt: now.toISOString(),
      version: session.version + 1,
    };
    return replaceSession(
      deps.sessions,
      { before: found, next: { session: published, places: placesOf(published, places) } },
      { work, once, audit: { action: 'session-published', actor: caller.sub } },
    );
  };
