import type { Clock } from '#platform/clock.ts';
import type { Work } from '#platform/work.ts';
import type { RecordsToChange } from '../engine/records.ts';
import { put, remove } from '../engine/writes.ts';
import { keys } from '../keys.ts';
import { ManageTokenRecord } from '../people/items.ts';
import type { Opens } from './emails.ts';

/** A manage token that goes out in an email, by its hash: the token itself is nowhere else. */
export interface NewManageToken {
  readonly opens: Opens;
  readonly tokenHash: string;
  /** Seconds since 1970. */
  readonly endsAt: number;
  /** Of news: what the mailbox that it goes to is called among those that take none. */
  readonly mailboxName?: string | undefined;
}

/** What the links in emails open with. */
export interface ManageTokens {
  keepManageToken(token: NewManageToken, work: Work): Promise<void>;
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
    async keepManageToken({ opens, tokenHash, endsAt, mailboxName }, work) {
      await records.commit(
        {
          token: put(ManageTokenRecord, keys.manageToken(opens.kind, opens.id, tokenHash), {
            opens,
            createdAt: clock().toISOString(),
            ...(mailboxName !== undefined && { mailboxName }),
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
