import type { UseCase } from '../../shared/http/use-case.ts';
import type { Hub } from '../../shared/hub/hub.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { NewId } from '../../shared/platform/ids.ts';
import type { Sessions } from '../../shared/records/sessions.ts';
import type { bookings } from './contract.ts';
import { draftOf } from './new-session.ts';
import { staffSession } from './views.ts';

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
