import { firstVersion } from '#domain/numbers.ts';
import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import { absent, any, present } from '../engine/conditions.ts';
import type { RecordsFor } from '../engine/records.ts';
import { put, remove, revise } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { WebsiteSessionRecord } from './items.ts';
import { SealedSession } from './views.ts';

/** What the website keeps for browsers, each under the hash of what that browser alone knows. */
export interface SealedSessions {
  keep(idHash: string, sealed: Uint8Array<ArrayBuffer>, work: Work): Promise<void>;
  find(idHash: string, work: Work): Promise<SealedSession | undefined>;
  /** Says something else of the same session, until it ends as it would have. Where another request was first, or it has ended, nothing is done. */
  replace(idHash: string, before: SealedSession, sealed: Uint8Array<ArrayBuffer>, work: Work): Promise<void>;
  /** Whether or not there is one. */
  end(idHash: string, work: Work): Promise<void>;
}

export function createSealedSessions({
  records,
  clock,
}: {
  readonly records: RecordsFor<'provide-services'>;
  readonly clock: Clock;
}): SealedSessions {
  return {
    async keep(idHash, sealed, work) {
      const session = { version: firstVersion, since: clock().toISOString(), sealed };
      const kept = await records.commit(
        { session: put(WebsiteSessionRecord, keys.websiteSession(idHash), session) },
        { work },
      );
      // Of 256 random bits.
      if (!kept.done) throw new Error('There is such a session already');
    },
    find: (idHash, work) => records.find(SealedSession, keys.websiteSession(idHash), work),
    async replace(idHash, before, sealed, work) {
      const change = revise(WebsiteSessionRecord, keys.websiteSession(idHash), before, { set: { sealed } });
      await records.updateOne(change, work);
    },
    async end(idHash, work) {
      const gone = remove(WebsiteSessionRecord, keys.websiteSession(idHash), any(absent, present));
      await records.commit({ gone }, { work });
    },
  };
}
