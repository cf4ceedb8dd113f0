import { changesToTell, faultsOfChange } from '#domain/bookings/session.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import { placesOf, type Sessions, type StoredSession } from '#records/bookings/sessions.ts';
import type { bookings } from '../contract.ts';
import { findSession } from './get-session.ts';
import { faultsOfBoroughs, refuseFaults } from './new-session.ts';
import { refuseStale, replaceSession, wrongState } from './replace-session.ts';

type Changes = Readonly<Record<string, unknown>>;

/** The session with what is given put in place; its sequence rises where people who come must hear of it. */
function withChanges({ session, places }: StoredSession, given: Changes) {
  const { capacity, hasWaitingList, ...after } = {
    ...session,
    capacity: places.capacity,
    hasWaitingList: places.hasWaitingList,
    ...given,
  };
  const changed = session.status === 'published' ? changesToTell(session, after) : [];
  const told = changed.length > 0 ? { sequence: session.sequence + 1, changed } : {};
  const next = { ...after, ...told, version: session.version + 1 };
  return { session: next, places: placesOf(next, { ...places, capacity, hasWaitingList }) };
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
    const { version: basedOn, ...changes } = body;
    refuseStale(found, basedOn);
    const { status } = found.session;
    if (status === 'cancelled' || status === 'completed') {
      throw wrongState(found, `The session is ${status} and can no longer be changed`);
    }
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const next = withChanges(found, given);
    refuseFaults([
      ...faultsOfChange(detailsOf(found), detailsOf(next), status, deps.clock()),
      ...faultsOfBoroughs(deps.hub, body.audience),
    ]);
    return replaceSession(
      deps.sessions,
      { before: found, next },
      {
        work,
        once,
        audit: { action: 'session-changed', actor: caller.sub, facts: { fields: Object.keys(given).join(' ') } },
      },
    );
  };
