import type { Hub } from '#hub/hub.ts';
import { roleList } from '#hub/job-roles.ts';
import type { PublicApi } from '../api/public-api.ts';
import { ProblemFault } from '../problem-fault.ts';
import type { Offered } from './list-page.tsx';
import type { Session } from './session-words.ts';

/** @returns a function that finds a session. It throws a ProblemFault where there is none. */
export const createFindSession =
  (api: Pick<PublicApi, 'getSession'>) =>
  async (sessionId: string): Promise<Session> => {
    const reply = await api.getSession({ path: { sessionId } });
    if (reply.ok) return reply.body;
    // What is no id is nobody's.
    throw new ProblemFault(reply.code === 'not-valid' ? { ...reply, code: 'session-not-found', status: 404 } : reply);
  };

/** As the API says it, too (`GET /v1/reference`): pages are of the same release. */
export const offeredBy = ({ boroughs }: Pick<Hub, 'boroughs'>): Offered => ({ boroughs, roleGroups: roleList });
