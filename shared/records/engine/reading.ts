import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { Clock } from '#platform/clock.ts';
import type { Unreadable } from '#platform/errors.ts';
import type { Work } from '#platform/work.ts';
import type { View } from '#privacy/views.ts';
import type { Purpose } from '#privacy/vocabulary.ts';
import type { Key, List } from '../keys.ts';
import { createListing } from './listing.ts';
import { createParsing } from './parsing.ts';
import { persevere } from './persevere.ts';
import { createTableOf, type Tables } from './tables.ts';

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

export interface Reading extends Range {
  readonly newestFirst?: boolean;
  /** Called for each entry that is left out since it cannot be read, for whoever must not take the rest for the whole. */
  readonly leftOut?: () => void;
}

export interface ListOptions<T> extends PageRequest, Reading {
  /**
   * Those of some entries that are wanted, in their order; left out: all of them. One page looks at no more than a few hundred
   * entries, however few of them are: its cursor leads on from there.
   */
  readonly only?: ((found: readonly T[]) => readonly T[] | Promise<readonly T[]>) | undefined;
  /**
   * With `only`: one page looks by one query at up to so many, and not step by step until it has found what it shows. That may be dearer; but
   * between two queries, what moves in the list would be passed over, or shown twice.
   */
  readonly inOneQuery?: boolean;
}

declare const reads: unique symbol;
/** Told by types alone, which by the functions themselves would take whoever may read less for one who may read more. */
export interface Reads<Readable extends View> {
  readonly [reads]: (view: Readable) => void;
}

/** What reads, with what only its type tells. */
export const asReadable = <R extends Reads<never>>(reading: Omit<R, typeof reads>): R => reading as R;

/**
 * Reads what a view shows, where the function that reads has one of the view's purposes.
 *
 * @typeParam Readable - which views; a store names those that it reads
 * @throws PurposeError from each of these, for a view of other purposes
 */
export interface Reader<Readable extends View = View> extends Reads<Readable> {
  /** One record, as the last write left it; none where it is absent or has expired. @throws NotReadableError */
  readonly find: <V extends Readable>(view: V, key: Key, work: Work) => Promise<z.output<V> | undefined>;
  /** Several records that one decision rests on, in one round trip, in the order asked for. @throws NotReadableError */
  readonly findAll: <const Wanted extends readonly (readonly [Readable, Key])[]>(
    wanted: Wanted,
    work: Work,
  ) => Promise<{ -readonly [I in keyof Wanted]: z.output<Wanted[I][0]> | undefined }>;
  /** Records of one kind for a list, in the order of their keys. What cannot be read is reported and left out. */
  readonly findEach: <V extends Readable>(
    view: V,
    wanted: readonly Key[],
    work: Work,
  ) => Promise<(z.output<V> | undefined)[]>;
  /**
   * A page of a list, which may be shorter than asked for, or empty: what cannot be read is reported and left out, and hundreds that have
   * expired and are not yet deleted are not all passed over at once. While there is a cursor, more may follow. Indexes follow the
   * records by a moment. @throws CursorNotValidError
   */
  readonly list: <V extends Readable>(
    view: V,
    list: List,
    options: ListOptions<z.output<V>>,
    work: Work,
  ) => Promise<Page<z.output<V>>>;
  /**
   * A page of several lists of one index, or of one kind, as if they were one: each costs what it would cost by itself. A cursor holds no
   * list, and leads on in these alone.
   */
  readonly listSeveral: <V extends Readable>(
    view: V,
    lists: readonly List[],
    options: ListOptions<z.output<V>>,
    work: Work,
  ) => Promise<Page<z.output<V>>>;
  /** Every entry of a list, page by page as they are asked for. */
  readonly walk: <V extends Readable>(
    view: V,
    list: List,
    options: Reading,
    work: Work,
  ) => AsyncGenerator<z.output<V>[], void, undefined>;
  /** How many entries a part of a list has: reads them all, and shows none, so that it needs no purpose. */
  readonly count: (list: List, range: Range, work: Work) => Promise<number>;
}

export interface ReaderDeps extends Tables {
  readonly client: DynamoDBDocumentClient;
  readonly clock: Clock;
  /** For what the function reads: all that it is given views of. */
  readonly purposes: readonly Purpose[];
  /** Told of each record that cannot be read: nobody else notices one that a list leaves out. */
  readonly report: (unreadable: Unreadable) => void;
  /** From 0 to 1; spreads retries. */
  readonly jitter?: () => number;
}

type Item = Record<string, unknown>;

/** DynamoDB takes at most 100 keys in one BatchGetItem. */
const batchGetLimit = 100;

export function createReader(deps: ReaderDeps): Reader {
  const { client, jitter = Math.random } = deps;
  const { gate, parseLive, skipUnreadable } = createParsing(deps);
  const tableOf = createTableOf(deps);
  const batchGet = createBatchGet({ client, jitter });

  async function find<V extends View>(view: V, key: Key, work: Work): Promise<z.output<V> | undefined> {
    gate(view);
    const { Item } = await persevere(work, jitter, () =>
      client.send(new GetCommand({ TableName: tableOf(view), Key: { ...key }, ConsistentRead: true }), {
        abortSignal: work.signal,
      }),
    );
    return parseLive(view, Item);
  }

  return asReadable<Reader>({
    find,
    ...createListing(deps),

    async findAll(wanted, work) {
      for (const [view] of wanted) gate(view);
      const found = await batchGet(
        wanted.map(([view, key]) => ({ table: tableOf(view), key })),
        work,
      );
      // A tuple's types, each at its place, are more than `map` can tell.
      return wanted.map(([view, { pk, sk }]) => parseLive(view, found.get(nameOf({ pk, sk })))) as never;
    },

    async findEach(view, wanted, work) {
      gate(view);
      const table = tableOf(view);
      const found = await batchGet(
        wanted.map((key) => ({ table, key })),
        work,
      );
      return wanted.map((key) => skipUnreadable(view, found.get(nameOf(key))));
    },
  });
}

/** A record, told from all others: no two tables hold records of one partition. */
const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

interface Wanted {
  readonly table: string;
  readonly key: Key;
}

/** Reads items by their keys, as many calls as that takes; each key once. */
function createBatchGet({ client, jitter }: Required<Pick<ReaderDeps, 'client' | 'jitter'>>) {
  return async (wanted: readonly Wanted[], work: Work): Promise<Map<string, Item>> => {
    const found = new Map<string, Item>();
    let remaining = [...new Map(wanted.map((each) => [nameOf(each.key), each])).values()];
    while (remaining.length > 0) {
      const asked = remaining.slice(0, batchGetLimit);
      const RequestItems = Object.fromEntries(
        [...Map.groupBy(asked, ({ table }) => table)].map(([table, ofTable]) => [
          table,
          { Keys: ofTable.map(({ key }) => ({ ...key })), ConsistentRead: true },
        ]),
      );
      const { Responses = {}, unread } = await persevere(work, jitter, async () => {
        const answer = await client.send(new BatchGetCommand({ RequestItems }), { abortSignal: work.signal });
        const unread = Object.entries(answer.UnprocessedKeys ?? {}).flatMap(([table, { Keys = [] }]) =>
          (Keys as Key[]).map((key) => ({ table, key })),
        );
        if (unread.length === asked.length) {
          throw Object.assign(new Error('nothing was read'), { name: 'ThrottlingException' });
        }
        return { ...answer, unread };
      });
      for (const item of Object.values(Responses).flat()) found.set(nameOf(item as unknown as Key), item);
      remaining = [...unread, ...remaining.slice(batchGetLimit)];
    }
    return found;
  };
}
