import { changesToTell, faultsOfChange } from '#domain/bookings/session.ts';
import { refuseFaults } from '#http/faults.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { Sessions } from '#records/bookings/sessions.ts';
import type { SessionChanges, StoredSession } from '#records/bookings/stored-session.ts';
import type { bookings } from '../contract.ts';
import { faultsOfAudience } from './new-session.ts';
import { findSession, keepSession, refuseStale, wrongState } from './session.ts';

/** The sequence rises where people who come must hear of it. */
function told({ session }: StoredSession, given: NonNullable<SessionChanges['session']>): SessionChanges['session'] {
  const changed = session.status === 'published' ? changesToTell(session, given) : [];
  return changed.length > 0 ? { sequence: session.sequence + 1, changed } : {};
}

const detailsOf = ({ session, places: { capacity, hasWaitingList } }: StoredSession) => ({
  ...session,
  capacity,
  hasWaitingList,
});

export const createChangeSession =
  (deps: {
    readonly hub: Hub;
    readonly sessions: Sessions;
    readonly clock: Clock;
  }): UseCase<typeof bookings.routes.changeSession> =>
  async ({ path, body }, { caller, work, once }) => {
    const found = await findSession(deps.sessions, path.sessionId, work);
    const { version: basedOn, ...given } = body;
    refuseStale(found, basedOn);
    const { status } = found.session;
    if (status === 'cancelled' || status === 'completed') {
      throw wrongState(found, `The session is ${status} and can no longer be changed`);
    }
    const { capacity, hasWaitingList, ...details } = given;
    const changed = deps.sessions.plan(found, {
      session: { ...details, ...told(found, details) },
      places: { capacity, hasWaitingList },
    });
    refuseFaults([
      ...faultsOfChange(detailsOf(found), detailsOf(changed.after), status, deps.clock()),
      ...faultsOfAudience(deps.hub, body.audience),
    ]);
    const fields = Object.entries(given).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    return keepSession(changed, {
      work,
      once,
      audit: { action: 'session-changed', actor: caller.sub, facts: { fields: fields.join(' ') } },
    });
  };
