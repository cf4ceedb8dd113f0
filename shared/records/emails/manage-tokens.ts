import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsToChange } from '../engine/records.ts';
import { put, remove } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { ManageTokenRecord } from '../people/items.ts';
import type { Opens } from './emails.ts';

/** What the links in emails open with. */
export interface ManageTokens {
  /**
   * Keeps the hash of a manage token that goes out in an email; the token itself is nowhere else.
   *
   * @param endsAt - seconds since 1970
   */
  keepManageToken(opens: Opens, tokenHash: string, endsAt: number, work: Work): Promise<void>;
  /** A token that certainly left in no email opens nothing. */
  forgetManageToken(opens: Opens, tokenHash: string, work: Work): Promise<void>;
}

export function createManageTokens({
  records,
  clock,
}: {
  readonly records: RecordsToChange;
  readonly clock: Clock;
}): ManageTokens {
  return {
    async keepManageToken(opens, tokenHash, endsAt, work) {
      await records.commit(
        {
          token: put(ManageTokenRecord, keys.manageToken(opens.kind, opens.id, tokenHash), {
            opens,
            createdAt: clock().toISOString(),
            ends: { with: endsAt },
          }),
        },
        { work },
      );
    },

    async forgetManageToken({ kind, id }, tokenHash, work) {
      await records.commit({ token: remove(ManageTokenRecord, keys.manageToken(kind, id, tokenHash)) }, { work });
    },
  };
}
