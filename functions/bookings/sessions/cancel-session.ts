import { decideSessionCancellation } from '#domain/bookings/session.ts';
import type { UseCase } from '#http/use-case.ts';
import type { Clock } from '#platform/clock.ts';
import type { Sessions } from '#records/bookings/sessions.ts';
import type { bookings } from '../contract.ts';
import { findSession, keepSession, refuseStale, withReason, wrongState } from './session.ts';

/** From this change on nobody can book; each booking is ended, and its holder told, as what follows from it. */
export const createCancelSession =
  (deps: { readonly sessions: Sessions; readonly clock: Clock }): UseCase<typeof bookings.routes.cancelSession> =>
  async ({ path, body }, { caller, work, once }) => {
    const found = await findSession(deps.sessions, path.sessionId, work);
    const { session } = found;
    const now = deps.clock();
    const decision = decideSessionCancellation(session, now);
    if (decision === 'already') return { status: 200, body: await withReason(deps.sessions, found, work) };
    if (decision === 'wrong-state') {
      const detail =
        session.status === 'published'
          ? 'The session is already over'
          : `The session is ${session.status}, not published`;
      throw wrongState(found, detail);
    }
    refuseStale(found, body.version);
    const cancelled = deps.sessions.plan(found, {
      session: {
        status: 'cancelled',
        cancelledAt: now.toISOString(),
        sequence: session.sequence + 1,
      },
      cancellationReason: body.reason,
    });
    const audit = { action: 'session-cancelled', actor: caller.sub } as const;
    return keepSession(cancelled, { work, once, audit }, body.reason);
  };
