import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { all, present, when } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { update } from '../engine/writes.ts';
import { inGsi1, keys, lists, sortKey } from '../keys.ts';
import { NoticesRecord } from './items.ts';
import { NoticesView } from './views.ts';

/** Sessions of whose change people have yet to be told. */
export interface SessionsToTell {
  /** That everybody who comes has been told of this change, and of those before. */
  recordTold(sessionId: string, sequence: number, work: Work): Promise<void>;
  /** That some who come cannot be told of this change as yet: the session stands among those to tell again in an hour. */
  tellAgainLater(sessionId: string, sequence: number, work: Work): Promise<void>;
  /** Sessions that changed at this instant or before, and of which people have yet to be told; longest ago first. */
  listToTell(at: string, work: Work): Promise<string[]>;
}

/** What cannot be read today can be once other code is deployed: asked no oftener, since each time goes through everybody. */
export const againAfterMs = 3_600_000;
const toTellAtOnce = 500;

export function createSessionsToTell({
  records,
  clock,
}: {
  readonly records: RecordsFor<never>;
  readonly clock: Clock;
}): SessionsToTell {
  const later = (ms: number): string => new Date(clock().getTime() + ms).toISOString();

  return {
    async recordTold(sessionId, sequence, work) {
      // Refused where it has changed again: of that, people have yet to be told.
      await records.updateOne(
        update(
          NoticesRecord,
          keys.notices(sessionId),
          { remove: ['tellSequence', 'gsi1pk', 'gsi1sk'] },
          all(present, when(NoticesRecord).compare('tellSequence', '<=', { value: sequence })),
        ),
        work,
      );
    },

    async tellAgainLater(sessionId, sequence, work) {
      // Refused where it has changed again: of that, people are told as soon as of any change.
      await records.updateOne(
        update(
          NoticesRecord,
          keys.notices(sessionId),
          { set: inGsi1(lists.sessionsToTell, sortKey(later(againAfterMs), sessionId)) },
          all(present, when(NoticesRecord).compare('tellSequence', '<=', { value: sequence })),
        ),
        work,
      );
    },

    async listToTell(at, work) {
      const { items } = await records.list(NoticesView, lists.sessionsToTell, { limit: toTellAtOnce, to: at }, work);
      return items.map(({ sessionId }) => sessionId);
    },
  };
}
