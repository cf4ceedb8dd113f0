import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { RetentionDecisions } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import type { NewId } from '#platform/ids.ts';
import { expiresAt } from '#privacy/retention.ts';
import { dayOf, hashOfEntry } from './audit-chains.ts';
import { auditKeys } from './audit-keys.ts';
import { AuditRecord } from './items.ts';

/** What somebody did. Ids only: an entry names people by who acted, and never holds what the records say of anyone. */
export interface AuditFact {
  /** Past tense: `session-published`, `attendees-seen`. */
  readonly action: string;
  /** What it was done to, or what was looked at: `SESSION#id`. The trail of one thing is found by it. */
  readonly subject: string;
  /** What was shown of it, so that “who looked at mine?” can be answered: `BOOKING#id`. */
  readonly shown?: readonly string[];
  /** The staff member's Cognito `sub`; or `applicant`, `author` of a statement, `clock`. */
  readonly actor: string;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
  /** What they gave as their reason, in their own words: the one free text here. */
  readonly reason?: string | undefined;
}

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export interface AuditTrail {
  /**
   * Writes the entries together with whatever `write` writes. `write` answers whether the entries were kept; where it throws, that is
   * not known, and the next entry begins a chain of its own.
   */
  append<T>(
    facts: readonly AuditFact[],
    write: (entries: TransactItem[]) => Promise<{ kept: boolean; value: T }>,
  ): Promise<T>;
}

/**
 * An append-only trail. Each running process keeps a chain of its own, so that functions which may only put can chain
 * their entries, and no two wait for each other.
 */
export function createAuditTrail(deps: {
  readonly tableName: string;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly retention: RetentionDecisions;
}): AuditTrail {
  let chain = { id: deps.newId(), position: 0, hash: null as string | null };
  let turn: Promise<unknown> = Promise.resolve();

  function entriesAfter(head: typeof chain, facts: readonly AuditFact[]) {
    const at = deps.clock().toISOString();
    const entries: Record<string, unknown>[] = [];
    let { position, hash } = head;
    for (const fact of facts) {
      position += 1;
      const entry = {
        type: 'audit',
        v: 1,
        ...auditKeys.entry(head.id, position),
        ...auditKeys.ofSubject(fact.subject, at, head.id, position),
        expiresAt: expiresAt('audit', at, deps.retention),
        at,
        action: fact.action,
        subjects: [fact.subject, ...(fact.shown ?? [])],
        actor: fact.actor,
        ...(fact.reason !== undefined && { reason: fact.reason }),
        facts: fact.facts ?? {},
        chain: head.id,
        position,
        previousHash: hash,
      };
      hash = hashOfEntry(entry);
      const inDay = auditKeys.ofDay(dayOf(at), head.id, position, hash);
      entries.push(AuditRecord.parse({ ...entry, ...inDay, hash }));
    }
    return { entries, head: { id: head.id, position, hash } };
  }

  return {
    append(facts, write) {
      const mine = turn.then(async () => {
        const next = entriesAfter(chain, facts);
        const puts = next.entries.map((Item) => ({
          Put: { TableName: deps.tableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
        }));
        try {
          const { kept, value } = await write(puts);
          if (kept) chain = next.head;
          return value;
        } catch (error) {
          chain = { id: deps.newId(), position: 0, hash: null };
          throw error;
        }
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
