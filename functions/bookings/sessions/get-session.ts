import { ProblemError } from '#http/problem-error.ts';
import type { UseCase } from '#http/use-case.ts';
import type { SessionReads } from '#records/bookings/session-reads.ts';
import type { Sessions } from '#records/bookings/sessions.ts';
import type { bookings } from '../contract.ts';
import { publicSession } from '../replies.ts';
import { findSession, withReason } from './session.ts';

/** A draft is not there for the public. What is cancelled or over can still be looked up by who has its address. */
export const createGetSession =
  ({ sessions }: { readonly sessions: SessionReads }): UseCase<typeof bookings.routes.getSession> =>
  async ({ path }, { work }) => {
    const body = publicSession(await findSession(sessions, path.sessionId, work));
    if (!body) throw new ProblemError('session-not-found');
    return { status: 200, body };
  };

export const createGetAnySession =
  ({ sessions }: { readonly sessions: Sessions }): UseCase<typeof bookings.routes.getAnySession> =>
  async ({ path }, { work }) => ({
    status: 200,
    body: await withReason(sessions, await findSession(sessions, path.sessionId, work), work),
  });
