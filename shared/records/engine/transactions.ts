import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type * as z from 'zod';
import { TooManyWritesError } from '#platform/errors.ts';
import type { Conflict, Work } from '#platform/work.ts';
import type { AuditFact, AuditTrail } from './audit-trail.ts';
import type { ChangerDeps } from './changing.ts';
import { isConflict, persevere } from './persevere.ts';
import { createStamping } from './stamping.ts';
import type { TransactItem, UpdateOf } from './writes.ts';

interface CancellationReason {
  readonly Code?: string;
  readonly Item?: Parameters<typeof unmarshall>[0];
}

/** How long a change may take, and what becomes of it where others are at the same records. */
interface Turn {
  readonly work: Work;
  readonly conflict?: Conflict | undefined;
}

/** DynamoDB takes at most 100 actions in one TransactWriteItems. */
const transactionLimit = 100;

/** What is written at once: an item, or several of them with their entries in the audit trail. */
export function createTransactions(deps: ChangerDeps) {
  const { client, clock, auditTrail, jitter = Math.random } = deps;
  const stampingOf = createStamping(deps);

  /**
   * @param refusable - so many of the items, the first ones, may refuse the change; what refuses among the rest is a fault
   * @returns by position, how those items stand that refused; of none, where others were at them and the change is to be decided anew
   */
  async function transact(items: readonly TransactItem[], refusable: number, { work, conflict }: Turn) {
    if (items.length > transactionLimit) {
      throw new TooManyWritesError(
        `A change writes ${items.length} records, and a transaction takes ${transactionLimit}`,
      );
    }
    const isRefused = (error: unknown) => conflict === 'reread' && isConflict(error);
    try {
      await persevere(
        work,
        jitter,
        () => client.send(new TransactWriteCommand({ TransactItems: [...items] }), { abortSignal: work.signal }),
        isRefused,
      );
      return undefined;
    } catch (error) {
      if (isRefused(error)) return new Map<number, Readonly<Record<string, unknown>>>();
      const reasons = (error as { CancellationReasons?: readonly CancellationReason[] }).CancellationReasons ?? [];
      const refused = reasons.flatMap(({ Code, Item }, index) =>
        Code === 'ConditionalCheckFailed' && index < refusable ? [[index, Item && unmarshall(Item)] as const] : [],
      );
      if (refused.length === 0) throw error;
      return new Map(refused);
    }
  }

  function trail(): AuditTrail {
    if (!auditTrail) throw new Error('This function was given no audit trail');
    return auditTrail;
  }

  function transactWithAudit(
    items: readonly TransactItem[],
    refusable: number,
    audit: readonly AuditFact[],
    turn: Turn,
  ) {
    if (audit.length === 0) return transact(items, refusable, turn);
    return trail().append(audit, async (entries) => {
      const refused = await transact([...items, ...entries], refusable, turn);
      return { kept: refused === undefined, value: refused };
    });
  }

  /** @returns the item as it now is, or as it stands where it refused */
  async function sendUpdate(write: UpdateOf<z.ZodObject>, work: Work) {
    const { stamped } = await stampingOf([write]);
    const [{ Update }, ...beside] = stamped(write, clock());
    if (!Update || beside.length > 0) throw new Error('This takes an update of one record, and of nothing beside it');
    try {
      const { Attributes } = await persevere(work, jitter, () =>
        client.send(new UpdateCommand({ ...Update, ReturnValues: 'ALL_NEW' }), { abortSignal: work.signal }),
      );
      return { refused: false, item: Attributes };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const item = error.Item && unmarshall(error.Item);
      return { refused: true, item };
    }
  }

  return { stampingOf, transactWithAudit, sendUpdate };
}
