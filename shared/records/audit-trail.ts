import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { RetentionDecisions } from '../hub/hub.ts';
import type { Clock } from '../platform/clock.ts';
import { type NewId, sha256 } from '../platform/ids.ts';
import { expiresAt } from '../privacy/retention.ts';
import { AuditRecord } from './items.ts';

/** What somebody did. Ids only: an entry names people by who acted, and never holds what the records say of anyone. */
export interface AuditFact {
  /** Past tense: `session-published`, `attendees-seen`. */
  readonly action: string;
  /** What it was done to: `SESSION#id`. */
  readonly subject: string;
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

/** The hash of an entry covers all it says and the hash of the one before. */
export function hashOfEntry(entry: Readonly<Record<string, unknown>>): string {
  const { hash: _, ...covered } = entry;
  return sha256(
    JSON.stringify(covered, (_key, value) =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  );
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
        pk: `CHAIN#${head.id}`,
        sk: String(position).padStart(10, '0'),
        gsi1pk: fact.subject,
        gsi1sk: `${at}#${head.id}#${position}`,
        expiresAt: expiresAt('audit', at, deps.retention),
        at,
        action: fact.action,
        subject: fact.subject,
        actor: fact.actor,
        ...(fact.reason !== undefined && { reason: fact.reason }),
        facts: fact.facts ?? {},
        chain: head.id,
        position,
        previousHash: hash,
      };
      hash = hashOfEntry(entry);
      entries.push(AuditRecord.parse({ ...entry, hash }));
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
