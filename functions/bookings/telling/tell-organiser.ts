import { confirmedOf, freePlaces } from '#domain/bookings/places.ts';
import { owedMessage } from '#email/owed-message.ts';
import type { Work } from '#platform/work.ts';
import type { StoredSession } from '#records/bookings/stored-session.ts';
import type { SessionUseCaseDeps } from '../use-case-deps.ts';
import { sessionInEmail } from './booking-email.ts';

const countsOf = (stored: StoredSession) => ({
  session: sessionInEmail(stored),
  capacity: stored.places.capacity,
  confirmed: confirmedOf(stored.places),
  waitlisted: stored.places.waitlisted,
});

/** Whether too few have booked, where the session asks for any number. */
export const isBelowMinimum = ({ session, places }: StoredSession): boolean =>
  session.minimumNumbers !== null && confirmedOf(places) < session.minimumNumbers;

type OrganiserDeps = Pick<SessionUseCaseDeps, 'hub' | 'sessions' | 'newId'>;

export const createTellSessionFull =
  (deps: OrganiserDeps) =>
  async (sessionId: string, work: Work): Promise<void> => {
    const stored = await deps.sessions.find(sessionId, work);
    if (stored?.session.status !== 'published' || freePlaces(stored.places) > 0) return;
    const contents = owedMessage(deps.newId(), { kind: 'session-full', facts: countsOf(stored) });
    const notice = { to: deps.hub.contact.email, contents };
    await deps.sessions.oweFullNotice(sessionId, stored.places.capacity, notice, work);
  };

export const createTellMinimumNotReached =
  (deps: OrganiserDeps) =>
  async (sessionId: string, work: Work): Promise<void> => {
    const stored = await deps.sessions.find(sessionId, work);
    const minimumNumbers = stored?.session.minimumNumbers ?? null;
    if (stored?.session.status !== 'published' || minimumNumbers === null || !isBelowMinimum(stored)) return;
    const contents = owedMessage(deps.newId(), {
      kind: 'minimum-not-reached',
      facts: { ...countsOf(stored), minimumNumbers },
    });
    await deps.sessions.oweMinimumNotice(sessionId, { to: deps.hub.contact.email, contents }, work);
  };
