import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type * as z from 'zod';
import type { RetentionDecisions } from '#hub/hub.ts';
import type { Clock } from '#platform/clock.ts';
import {
  AlreadyDoneError,
  BusyError,
  KeyReusedError,
  NotReadableError,
  TooManyWritesError,
  type Unreadable,
} from '#platform/errors.ts';
import type { Once, OnceWithReply, Work } from '#platform/work.ts';
import { expiresAt, hasExpired } from '#privacy/retention.ts';
import { type Key, keys, type List, namesOf } from '../keys.ts';
import type { AuditFact, AuditTrail } from './audit-trail.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { ReplyRecord } from './items.ts';
import { persevere } from './persevere.ts';
import { type ReadItem, readItem } from './read-item.ts';
import { put, toTransactItem, type UpdateOf, type Write } from './writes.ts';

export interface Page<T> {
  readonly items: T[];
  /** Present when more follows. */
  readonly nextCursor?: string;
}

export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Which entries of a list, by their sort keys without the list's prefix. */
export interface Range {
  /** Only those at this or after it. */
  readonly from?: string | undefined;
  /** Only those at this or before it. */
  readonly to?: string | undefined;
}

interface Reading extends Range {
  readonly newestFirst?: boolean;
  /** Called for each entry that is left out since it cannot be read, for whoever must not take the rest for the whole. */
  readonly leftOut?: () => void;
}

export interface ListOptions extends PageRequest, Reading {}

/** A change to several records: made whole, or refused whole with each refusing record as it stands. */
export type Outcome<Writes extends Readonly<Record<string, Write | undefined>>> =
  | { readonly done: true }
  | { readonly done: false; readonly refused: { readonly [K in keyof Writes]?: { readonly old: OldOf<Writes[K]> } } };

type OldOf<W> = NonNullable<W> extends Write<infer S> ? z.output<S> | undefined : never;

export interface CommitOptions {
  readonly work: Work;
  /** Kept with the change, so that the same request again is answered the same and changes nothing. */
  readonly once?: OnceWithReply | undefined;
  /** Written with the change or not at all. */
  readonly audit?: readonly AuditFact[];
}

export interface Records {
  /** One record, as the last write left it; none where it is absent or has expired. @throws NotReadableError */
  find<S extends z.ZodObject>(schema: S, key: Key, work: Work): Promise<z.output<S> | undefined>;
  /** Several records that one decision rests on, in one round trip, in the order asked for. @throws NotReadableError */
  findAll<const Wanted extends readonly (readonly [z.ZodObject, Key])[]>(
    wanted: Wanted,
    work: Work,
  ): Promise<{ -readonly [I in keyof Wanted]: z.output<Wanted[I][0]> | undefined }>;
  /** Records of one kind for a list, in the order of their keys. What cannot be read is reported and left out. */
  findEach<S extends z.ZodObject>(schema: S, wanted: readonly Key[], work: Work): Promise<(z.output<S> | undefined)[]>;
  /**
   * A page of a list, which may be shorter than asked for: what cannot be read is reported and left out. Indexes follow the
   * records by a moment. @throws CursorNotValidError
   */
  list<S extends z.ZodObject>(schema: S, list: List, options: ListOptions, work: Work): Promise<Page<z.output<S>>>;
  /** Every entry of a list, page by page as they are asked for. */
  walk<S extends z.ZodObject>(
    schema: S,
    list: List,
    options: Reading,
    work: Work,
  ): AsyncGenerator<z.output<S>[], void, undefined>;
  /** How many entries a part of a list has: reads them all, without answering them. */
  count(list: List, range: Range, work: Work): Promise<number>;
  /**
   * Makes a change whole or not at all. Writes that are `undefined` are left out.
   *
   * @throws AlreadyDoneError or KeyReusedError as `once` finds; BusyError when others kept the records busy until the deadline;
   *   TooManyWritesError where it writes more records than one transaction takes, the reply and audit entries among them
   */
  commit<const Writes extends Readonly<Record<string, Write | undefined>>>(
    writes: Writes,
    options: CommitOptions,
  ): Promise<Outcome<Writes>>;
  /** Updates one record and answers how it now is, or how it stands if the condition does not hold. */
  updateOne<S extends z.ZodObject>(
    write: UpdateOf<S>,
    work: Work,
  ): Promise<{ done: true; now: z.output<S> } | { done: false; old: z.output<S> | undefined }>;
  /** Does nothing if no earlier request came under this key. @throws AlreadyDoneError or KeyReusedError if one did */
  recall(once: Once, work: Work): Promise<void>;
  /** Keeps what was seen, where nothing is changed. */
  audit(facts: readonly AuditFact[], work: Work): Promise<void>;
}

export interface RecordsDeps {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly clock: Clock;
  readonly retention: RetentionDecisions;
  /** Told of each record that cannot be read: nobody else notices one that a list leaves out. */
  readonly report: (unreadable: Unreadable) => void;
  /** Only functions that act for staff are given one. */
  readonly auditTrail?: AuditTrail;
  /** From 0 to 1; spreads retries. */
  readonly jitter?: () => number;
}

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

interface CancellationReason {
  readonly Code?: string;
  readonly Item?: Parameters<typeof unmarshall>[0];
}

/** DynamoDB takes at most 100 keys in one BatchGetItem. */
const batchGetLimit = 100;

/** DynamoDB takes at most 100 actions in one TransactWriteItems. */
const transactionLimit = 100;

/** As many as one BatchGetItem takes, since what is walked through is often looked up. */
const walkPage = 100;

export function createRecords({
  client,
  tableName,
  clock,
  retention,
  report,
  auditTrail,
  jitter = Math.random,
}: RecordsDeps): Records {
  function read<S extends z.ZodObject>(schema: S, item: Record<string, unknown>): ReadItem<S> {
    const found = readItem(schema, item);
    if (!found.readable) report(found.unreadable);
    return found;
  }

  /** What somebody's decision rests on. @throws NotReadableError rather than taking what cannot be read for absent */
  function parse<S extends z.ZodObject>(schema: S, item: Record<string, unknown>): z.output<S> {
    const found = read(schema, item);
    if (!found.readable) throw new NotReadableError(found.unreadable);
    return found.record;
  }

  const isLive = (item: Record<string, unknown> | undefined): item is Record<string, unknown> =>
    item !== undefined && !hasExpired(item as { expiresAt?: number }, clock());

  const parseLive = <S extends z.ZodObject>(
    schema: S,
    item: Record<string, unknown> | undefined,
  ): z.output<S> | undefined => (isLive(item) ? parse(schema, item) : undefined);

  /** What is one among others: where it cannot be read, the others can. */
  function skipUnreadable<S extends z.ZodObject>(
    schema: S,
    item: Record<string, unknown> | undefined,
  ): z.output<S> | undefined {
    const found = isLive(item) ? read(schema, item) : undefined;
    return found?.readable ? found.record : undefined;
  }

  async function batchGet(wanted: readonly Key[], work: Work): Promise<Map<string, Record<string, unknown>>> {
    const found = new Map<string, Record<string, unknown>>();
    let remaining = [...new Map(wanted.map((key) => [`${key.pk}\n${key.sk}`, key])).values()];
    while (remaining.length > 0) {
      const { Responses, UnprocessedKeys } = await persevere(work, jitter, async () => {
        const answer = await client.send(
          new BatchGetCommand({
            RequestItems: {
              [tableName]: { Keys: remaining.slice(0, batchGetLimit).map((key) => ({ ...key })), ConsistentRead: true },
            },
          }),
          { abortSignal: work.signal },
        );
        const unread = answer.UnprocessedKeys?.[tableName]?.Keys?.length ?? 0;
        if (unread === Math.min(remaining.length, batchGetLimit)) {
          throw Object.assign(new Error('nothing was read'), { name: 'ThrottlingException' });
        }
        return answer;
      });
      for (const item of Responses?.[tableName] ?? []) found.set(`${item.pk}\n${item.sk}`, item);
      const unread = (UnprocessedKeys?.[tableName]?.Keys ?? []) as Key[];
      remaining = [...unread, ...remaining.slice(batchGetLimit)];
    }
    return found;
  }

  async function find<S extends z.ZodObject>(schema: S, key: Key, work: Work): Promise<z.output<S> | undefined> {
    const { Item } = await persevere(work, jitter, () =>
      client.send(new GetCommand({ TableName: tableName, Key: { ...key }, ConsistentRead: true }), {
        abortSignal: work.signal,
      }),
    );
    return parseLive(schema, Item);
  }

  async function transact(names: readonly string[], items: TransactItem[], work: Work) {
    if (items.length > transactionLimit) {
      throw new TooManyWritesError(
        `A change writes ${items.length} records, and a transaction takes ${transactionLimit}`,
      );
    }
    try {
      await persevere(work, jitter, () =>
        client.send(new TransactWriteCommand({ TransactItems: items }), { abortSignal: work.signal }),
      );
      return { done: true as const };
    } catch (error) {
      const reasons = (error as { CancellationReasons?: readonly CancellationReason[] }).CancellationReasons;
      const failed = (reasons ?? []).flatMap(({ Code, Item }, index) => {
        const name = names[index];
        if (Code !== 'ConditionalCheckFailed' || name === undefined) return [];
        return [[name, Item ? unmarshall(Item) : undefined] as const];
      });
      if (failed.length === 0) throw error;
      return { done: false as const, failed: new Map(failed) };
    }
  }

  function answerAsBefore(once: Once, reply: z.output<typeof ReplyRecord>): never {
    if (reply.fingerprint !== once.fingerprint) throw new KeyReusedError('the key was used for another request');
    throw new AlreadyDoneError({ status: reply.status, body: JSON.parse(reply.body) });
  }

  function writeReply({ id, fingerprint, reply }: OnceWithReply): Write {
    return put(ReplyRecord, keys.reply(id), {
      fingerprint,
      status: reply.status,
      body: JSON.stringify(reply.body),
      expiresAt: expiresAt('reply-to-retry', clock().toISOString(), retention),
    });
  }

  function trail(): AuditTrail {
    if (!auditTrail) throw new Error('This function was given no audit trail');
    return auditTrail;
  }

  /** One query's fixed part: a list or a range of it, without what has expired; none for a range that ends before it begins. */
  function queryOf(list: List, { from, to }: Range) {
    const { pk, sk } = namesOf(list);
    const prefix = list.prefix ?? '';
    // Whatever follows the prefix sorts before the prefix with its last character raised by one.
    const end = prefix && prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
    const bounds = { from: `${prefix}${from ?? ''}`, to: to === undefined ? end : `${prefix}${to}` };
    const [low, high] = [bounds.from !== '', bounds.to !== ''];
    // DynamoDB takes no BETWEEN whose bounds are the wrong way round.
    if (low && high && bounds.from > bounds.to) return undefined;
    // DynamoDB takes one condition on the sort key.
    const range = low && high ? '#sk BETWEEN :from AND :to' : low ? '#sk >= :from' : high ? '#sk <= :to' : undefined;
    const live = '(attribute_not_exists(#expiresAt) OR #expiresAt > :now)';
    return {
      TableName: tableName,
      ...(list.index === 'table' ? { ConsistentRead: true } : { IndexName: list.index }),
      KeyConditionExpression: ['#pk = :pk', ...(range ? [range] : [])].join(' AND '),
      FilterExpression: live,
      ExpressionAttributeNames: { '#pk': pk, '#expiresAt': 'expiresAt', ...(range && { '#sk': sk }) },
      ExpressionAttributeValues: {
        ':pk': list.pk,
        ':now': Math.floor(clock().getTime() / 1000),
        ...(low && { ':from': bounds.from }),
        ...(high && { ':to': bounds.to }),
      },
    };
  }

  async function list<S extends z.ZodObject>(
    schema: S,
    of: List,
    { limit, cursor, from, to, newestFirst = false, leftOut = () => undefined }: ListOptions,
    work: Work,
  ): Promise<Page<z.output<S>>> {
    const query = queryOf(of, { from, to });
    const { sk } = namesOf(of);
    if (!query) return { items: [] };
    const first = query.ExpressionAttributeValues[':from'];
    let start: Record<string, unknown> | undefined = cursor === undefined ? undefined : decodeCursor(of, cursor);
    // A page may end on an entry that has since passed `from`: the list then goes on from its present beginning.
    if (start && first !== undefined && String(start[sk] ?? '') < first) start = undefined;
    const items: Record<string, unknown>[] = [];
    do {
      const answer = await persevere(work, jitter, () =>
        client.send(
          new QueryCommand({
            ...query,
            ScanIndexForward: !newestFirst,
            // One more than the page tells whether another follows.
            Limit: limit + 1 - items.length,
            ...(start && { ExclusiveStartKey: start }),
          }),
          { abortSignal: work.signal },
        ),
      );
      items.push(...(answer.Items ?? []));
      start = answer.LastEvaluatedKey;
    } while (start && items.length <= limit);
    const page = items.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.flatMap((item) => {
        // What is on the page was live when it was read, and stays on it.
        const found = read(schema, item);
        if (!found.readable) leftOut();
        return found.readable ? [found.record] : [];
      }),
      ...(items.length > limit && last && { nextCursor: encodeCursor(of, last) }),
    };
  }

  return {
    find,

    async findAll(wanted, work) {
      const found = await batchGet(
        wanted.map(([, key]) => key),
        work,
      );
      return wanted.map(([schema, { pk, sk }]) => parseLive(schema, found.get(`${pk}\n${sk}`))) as never;
    },

    async findEach(schema, wanted, work) {
      const found = await batchGet(wanted, work);
      return wanted.map(({ pk, sk }) => skipUnreadable(schema, found.get(`${pk}\n${sk}`)));
    },

    list,

    async *walk(schema, from, options, work) {
      let cursor: string | undefined;
      do {
        const page = await list(schema, from, { ...options, limit: walkPage, cursor }, work);
        if (page.items.length > 0) yield page.items;
        cursor = page.nextCursor;
      } while (cursor !== undefined);
    },

    async count(of, range, work) {
      let counted = 0;
      let start: Record<string, unknown> | undefined;
      do {
        const query = queryOf(of, range);
        if (!query) return 0;
        const answer = await persevere(work, jitter, () =>
          client.send(new QueryCommand({ ...query, Select: 'COUNT', ...(start && { ExclusiveStartKey: start }) }), {
            abortSignal: work.signal,
          }),
        );
        counted += answer.Count ?? 0;
        start = answer.LastEvaluatedKey;
      } while (start);
      return counted;
    },

    async commit(writes, { work, once, audit = [] }) {
      const named: [string, Write][] = Object.entries(writes).flatMap(([name, write]) =>
        write ? [[name, write]] : [],
      );
      if (once) named.push(['reply', writeReply(once)]);
      const names = named.map(([name]) => name);
      const now = clock();
      const items = named.map(([, write]) => toTransactItem(write, tableName, now));

      const result =
        audit.length === 0
          ? await transact(names, items, work)
          : await trail().append(audit, async (entries) => {
              const value = await transact(names, [...items, ...entries], work);
              return { kept: value.done, value };
            });
      if (result.done) return { done: true };

      if (once && result.failed.has('reply')) {
        const reply = parseLive(ReplyRecord, result.failed.get('reply'));
        if (!reply) throw new BusyError('the reply that was kept for a retry has just expired');
        answerAsBefore(once, reply);
      }
      const refused = Object.fromEntries(
        named.flatMap(([name, { schema }]) =>
          result.failed.has(name) ? [[name, { old: parseLive(schema, result.failed.get(name)) }]] : [],
        ),
      );
      return { done: false, refused } as never;
    },

    async updateOne(write, work) {
      const { Update } = toTransactItem(write, tableName, clock());
      if (!Update) throw new Error('updateOne takes an update');
      try {
        const { Attributes } = await persevere(work, jitter, () =>
          client.send(new UpdateCommand({ ...Update, ReturnValues: 'ALL_NEW' }), { abortSignal: work.signal }),
        );
        return { done: true, now: parse(write.schema, Attributes ?? {}) };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return { done: false, old: parseLive(write.schema, error.Item && unmarshall(error.Item)) };
      }
    },

    async recall(once, work) {
      const reply = await find(ReplyRecord, keys.reply(once.id), work);
      if (reply) answerAsBefore(once, reply);
    },

    async audit(facts, work) {
      await trail().append(facts, async (entries) => {
        const { done } = await transact([], entries, work);
        return { kept: done, value: undefined };
      });
    },
  };
}
