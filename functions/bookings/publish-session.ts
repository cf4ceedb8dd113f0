import { faultsOfPublishing } from '../../shared/domain/session.ts';
import { ProblemError } from '../../shared/http/problem-error.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Sessions, StoredSession } from '../../shared/records/sessions.ts';
import { refuseStale } from './change-session.ts';
import type { bookings } from './contract.ts';
import { findSession } from './get-session.ts';
import { staffSession } from './views.ts';

export const createPublishSession =
  (deps: { readonly sessions: Sessions; readonly clock: Clock }): UseCase<typeof bookings.routes.publishSession> =>
  async ({ path, body }, { caller, work, once }) => {
    const found = await findSession(deps.sessions, path.sessionId, work);
    const { session, places } = found;
    if (session.status !== 'draft') {
      throw new ProblemError('wrong-state', {
        detail: `The session is already ${session.status}`,
        extensions: { sessionStatus: session.status },
      });
    }
    refuseStale(found, body.version);

    const now = deps.clock();
    const faults = faultsOfPublishing({ ...session, capacity: places.capacity }, now);
    if (faults.length > 0) {
      throw new ProblemError('session-not-ready', {
        detail: faults.map(({ detail }) => detail).join('. '),
        extensions: { missing: faults.map(({ field, detail }) => ({ field, detail })) },
      });
    }

    const version = session.version + 1;
    const next: StoredSession = {
      session: { ...session, status: 'published', publishedAt: now.toISOString(), version },
      places: { ...places, status: 'published' },
    };
    const reply = { status: 200, body: staffSession(next) } as const;
    const outcome = await deps.sessions.replace(next, {
      work,
      once: once && { ...once, reply },
      audit: {
        action: 'session-published',
        subject: `SESSION#${path.sessionId}`,
        actor: caller.sub,
        facts: { version },
      },
    });
    if (outcome === 'changed-by-another') throw new ProblemError('stale-version');
    return reply;
  };
