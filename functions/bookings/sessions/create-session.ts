import type { UseCase } from '#http/use-case.ts';
import type { Hub } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import type { Sessions } from '#records/bookings/sessions.ts';
import type { bookings } from '../contract.ts';
import { staffSession } from '../replies.ts';
import { draftOf } from './new-session.ts';

export interface MakeSessionsDeps {
  readonly hub: Hub;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly newId: NewId;
}

export const createCreateSession =
  (deps: MakeSessionsDeps): UseCase<typeof bookings.routes.createSession> =>
  async ({ body }, { caller, work, once }) => {
    const sessionId = deps.newId();
    const draft = draftOf(deps.hub, body, { sessionId, createdAt: deps.clock().toISOString() });
    const reply = { status: 201, body: staffSession(draft) } as const;
    await deps.sessions.add([draft], undefined, {
      work,
      once: once && { ...once, reply },
      audit: { action: 'session-created', subject: `SESSION#${sessionId}`, actor: caller.sub },
    });
    return reply;
  };
