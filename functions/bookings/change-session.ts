import { faultsOfChange } from '../../shared/domain/session.ts';
import { ProblemError } from '../../shared/http/problem-error.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Sessions, StoredSession } from '../../shared/records/sessions.ts';
import type { bookings } from './contract.ts';
import { refuseFaults } from './create-session.ts';
import { findSession } from './get-session.ts';
import { staffSession } from './views.ts';

/** @throws ProblemError `stale-version`, with the version that there is now */
export function refuseStale({ session }: StoredSession, basedOn: number | undefined): void {
  if (basedOn === undefined || basedOn === session.version) return;
  throw new ProblemError('stale-version', {
    detail: `Read the session again: it is now at version ${session.version}`,
    extensions: { version: session.version },
  });
}

export const createChangeSession =
  (deps: { readonly sessions: Sessions; readonly clock: Clock }): UseCase<typeof bookings.routes.changeSession> =>
  async ({ path, body }, { caller, work, once }) => {
    const found = await findSession(deps.sessions, path.sessionId, work);
    const { version: basedOn, ...changes } = body;
    refuseStale(found, basedOn);

    const { version, status } = found.session;
    const before = { ...found.session, capacity: found.places.capacity };
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const after = { ...before, ...given };
    refuseFaults(faultsOfChange(before, after, status, deps.clock()));

    const { capacity, ...session } = after;
    const next: StoredSession = {
      session: { ...session, version: version + 1 },
      places: { ...found.places, capacity, startsAt: session.startsAt },
    };
    const reply = { status: 200, body: staffSession(next) } as const;
    const outcome = await deps.sessions.replace(next, {
      work,
      once: once && { ...once, reply },
      audit: {
        action: 'session-changed',
        subject: `SESSION#${path.sessionId}`,
        actor: caller.sub,
        facts: { version: version + 1, fields: Object.keys(given).join(' ') },
      },
    });
    if (outcome === 'changed-by-another') throw new ProblemError('stale-version');
    return reply;
  };
