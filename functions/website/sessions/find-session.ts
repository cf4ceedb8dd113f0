import { ProblemError } from '#http/problem-error.ts';
import { refusedAs } from '../api/answered.ts';
import type { PublicApi } from '../api/public-api.ts';
import type { Session } from './session-words.ts';

/** @returns a function that finds a session. It throws a ProblemError where there is none. */
export const createFindSession =
  (api: Pick<PublicApi, 'getSession'>) =>
  async (sessionId: string): Promise<Session> => {
    const reply = await api.getSession({ path: { sessionId } });
    if (reply.ok) return reply.body;
    // What is no id is nobody's.
    throw reply.code === 'not-valid' ? new ProblemError('session-not-found') : refusedAs(reply);
  };
