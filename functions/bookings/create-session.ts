import { faultsOfSession, type SessionFault } from '../../shared/domain/session.ts';
import { ProblemError } from '../../shared/http/problem-error.ts';
import type { UseCase } from '../../shared/http/use-case.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { NewId } from '../../shared/platform/ids.ts';
import type { Sessions, StoredSession } from '../../shared/records/sessions.ts';
import type { bookings } from './contract.ts';
import { staffSession } from './views.ts';

/** @throws ProblemError `not-valid`, pointing at each field that a fault is in */
export function refuseFaults(faults: readonly SessionFault[]): void {
  if (faults.length === 0) return;
  const errors = faults.map(({ field, detail }) => ({ in: 'body' as const, pointer: `/${field}`, detail }));
  throw new ProblemError('not-valid', { errors });
}

export const createCreateSession =
  (deps: {
    readonly sessions: Sessions;
    readonly clock: Clock;
    readonly newId: NewId;
  }): UseCase<typeof bookings.routes.createSession> =>
  async ({ body }, { caller, work, once }) => {
    refuseFaults(faultsOfSession(body));
    const { capacity, ...details } = body;
    const sessionId = deps.newId();
    const createdAt = deps.clock().toISOString();
    const status = 'draft';
    const created: StoredSession = {
      session: { ...details, sessionId, status, version: 1, createdAt },
      places: { sessionId, status, capacity, confirmed: 0, waitlisted: 0, startsAt: details.startsAt },
    };
    const reply = { status: 201, body: staffSession(created) } as const;
    await deps.sessions.add(created, {
      work,
      once: once && { ...once, reply },
      audit: { action: 'session-created', subject: `SESSION#${sessionId}`, actor: caller.sub },
    });
    return reply;
  };
