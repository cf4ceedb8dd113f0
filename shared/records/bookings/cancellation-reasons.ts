import type { Work } from '#platform/work.ts';
import type { RecordsFor } from '../engine/records.ts';
import { keys } from '../keys.ts';
import { SessionCancellationView } from './views.ts';

export interface CancellationReasons {
  /** What staff wrote when they cancelled a session; nothing once that has ended, which is long before the session does. */
  findCancellationReason(sessionId: string, work: Work): Promise<string | undefined>;
}

export const createCancellationReasons = ({
  records,
}: {
  readonly records: RecordsFor<'provide-services'>;
}): CancellationReasons => ({
  findCancellationReason: async (sessionId, work) =>
    (await records.find(SessionCancellationView, keys.sessionCancellation(sessionId), work))?.reason,
});
