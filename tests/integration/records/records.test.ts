import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  PutCommand,
  ScanCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createListSessions } from '#functions/bookings/sessions/list-sessions.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { BusyError, TooManyWritesError } from '#platform/errors.ts';
import { openly } from '#privacy/views.ts';
import { SessionRecord } from '#records/bookings/items.ts';
import { createRecords } from '#records/engine/records.ts';
import { put, remove, update } from '#records/engine/writes.ts';
import { keys, lists } from '#records/keys.ts';
import { AddressRecord } from '#records/people/items.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { aBooking, createTestHub, day, type TestHub, workOf } from '../../support/hub.ts';
import { testedEngines } from '../../support/long.ts';
import { seen } from '../../support/seen.ts';

const personId = '01J00000000000000000000000';
const seconds = (instant: Date) => Math.floor(instant.getTime() / 1000);

describe.each(testedEngines)('records, on %s', (engineName) => {
  let engine: RunningEngine;
  let hub: TestHub;

  beforeAll(async () => {
    engine = await startEngine(engineName);
    hub = createTestHub(engine.client);
  });
  afterAll(() => engine.stop());

  const key = keys.address('somebody@nhs.net');
  const putAddress = (expiresAt: number) => put(AddressRecord, key, { personId, ends: { with: expiresAt } });
  const commit = (writes: Parameters<typeof hub.records.commit>[0]) => hub.records.commit(writes, { work: workOf() });

  it('are changed whole or not at all, and say which record refused and how it stands', async () => {
    const other = keys.address('other@nhs.net');
    const soon = seconds(hub.clock()) + 3600;
    expect(await commit({ first: putAddress(soon) })).toEqual({ done: true });
    const outcome = await commit({
      again: putAddress(soon),
      other: put(AddressRecord, other, { personId, ends: { with: soon } }),
    });
    expect(outcome).toMatchObject({ done: false, refused: { again: true } });
    expect(outcome).not.toHaveProperty('refused.other');
    expect(await hub.records.find(seen(AddressRecord), other, workOf())).toBeUndefined();
  });

  it('are not even tried to be changed where a transaction cannot hold them all', async () => {
    const soon = seconds(hub.clock()) + 3600;
    const writes = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => {
          const of = keys.address(`${count}.${index}@nhs.net`);
          return [String(index), put(AddressRecord, of, { personId, ends: { with: soon } })];
        }),
      );
    expect(await commit(writes(100))).toEqual({ done: true });
    await expect(commit(writes(101))).rejects.toThrow(TooManyWritesError);
    const once = { id: 'full', fingerprint: 'f', reply: { status: 200, body: {} } };
    // The reply that is kept with it counts, too.
    await expect(hub.records.commit(writes(100), { work: workOf(), once })).rejects.toThrow(
      'A change writes 101 records, and a transaction takes 100',
    );
  });

  it('are not there once they have expired, for a read as for a condition', async () => {
    const expired = keys.address('expired@nhs.net');
    const write = put(AddressRecord, expired, { personId, ends: { with: seconds(hub.clock()) + 60 } });
    await commit({ write });
    hub.time.advance(61_000);
    expect(await hub.records.find(seen(AddressRecord), expired, workOf())).toBeUndefined();
    expect(await commit({ touch: update(AddressRecord, expired, { set: { personId } }) })).toMatchObject({
      done: false,
    });
    expect(await commit({ gone: remove(AddressRecord, expired) })).toMatchObject({ done: false });
    const again = put(AddressRecord, expired, { personId, ends: { with: seconds(hub.clock()) + 60 } });
    expect(await commit({ again })).toEqual({ done: true });
  });

  it('are never read as something that their schema does not know', async () => {
    const strange = keys.address('strange@nhs.net');
    await hub.document.send(
      new PutCommand({ TableName: 'records', Item: { ...strange, type: 'address', v: 2, personId: 7 } }),
    );
    await expect(hub.records.find(seen(AddressRecord), strange, workOf())).rejects.toThrow();
  });

  it('list nothing that has expired, and fill the page from behind it', async () => {
    const sessionId = await hub.publishedSession();
    for (let n = 0; n < 6; n += 1) {
      hub.time.advance(1000);
      await hub.book(aBooking(sessionId, `listed${n}@nhs.net`));
    }
    const { Items = [] } = await hub.document.send(new ScanCommand({ TableName: 'records' }));
    const early = Items.filter(
      ({ type, name, workEmail }) => type === 'booking' && name && /listed[0-3]/.test(String(workEmail)),
    );
    for (const item of early)
      await hub.document.send(
        new PutCommand({ TableName: 'records', Item: { ...item, expiresAt: seconds(hub.clock()) } }),
      );
    const page = await hub.attendees.listForSession(sessionId, { limit: 2 }, workOf());
    expect(page.items.map(({ workEmail }) => workEmail)).toEqual(['listed4@nhs.net', 'listed5@nhs.net']);
    expect(page.nextCursor).toBeUndefined();
  });

  it('list those that are wanted, and lead no further than to the last of them', async () => {
    const sessionId = await hub.publishedSession();
    const booked: string[] = [];
    for (const name of ['one', 'two', 'gone']) {
      hub.time.advance(1000);
      booked.push(await hub.booked(aBooking(sessionId, `wanted.${name}@nhs.net`)));
    }
    const [, , gone = ''] = booked;
    await hub.cancel(gone, await hub.linkTo(gone));
    const page = async (limit: number, cursor?: string) => {
      const isWanted = ({ status }: { readonly status: string }) => status === 'confirmed';
      const { items, nextCursor } = await hub.attendees.listForSession(
        sessionId,
        { limit, cursor },
        workOf(),
        isWanted,
      );
      return { ids: items.map(({ bookingId }) => bookingId), nextCursor };
    };
    const [first, second] = booked;
    expect(await page(2)).toEqual({ ids: [first, second], nextCursor: undefined });
    const { ids, nextCursor } = await page(1);
    expect(ids).toEqual([first]);
    expect(await page(1, nextCursor)).toEqual({ ids: [second], nextCursor: undefined });
  });

  it('list and count nothing in a range that ends before it begins', async () => {
    for (const list of [lists.allSessions, lists.offersByEnd, lists.offersOfSession(personId)]) {
      const range = { from: '5025-08-26', to: '0045-11-30' };
      expect(await hub.records.list(openly(SessionRecord), list, { limit: 5, ...range }, workOf())).toEqual({
        items: [],
      });
      expect(await hub.records.count(list, range, workOf())).toBe(0);
    }
  });

  it.each([
    ['5025-08-26', '0045-11-30'],
    ['9999-12-31', undefined],
    [undefined, '0000-01-01'],
    ['9999-12-31T23:59:59-12:00', '9999-12-31'],
    ['0000-01-01T00:00:00+12:00', '0000-01-01'],
  ])('find no session from %s to %s, and none is in the way of that', async (from, to) => {
    const listSessions = createListSessions(hub);
    await hub.publishedSession();
    const query = { limit: 5, from, to, cursor: undefined };
    const reply = await listSessions(
      { path: undefined, query, body: undefined },
      { caller: { kind: 'guest' }, work: workOf(), once: undefined },
    );
    expect(reply.body).toEqual({ items: [] });
  });

  it('find a session up to the last day that can be written', async () => {
    await hub.publishedSession();
    for (const to of ['9999-12-31', '9999-12-31T23:59:59-12:00']) {
      const { body } = await createListSessions(hub)(
        { path: undefined, query: { limit: 5, from: '0000-01-01', to, cursor: undefined }, body: undefined },
        { caller: { kind: 'guest' }, work: workOf(), once: undefined },
      );
      expect(body.items.length).toBeGreaterThan(0);
    }
  });

  it('keep a booking within two round trips and the units that its records need', async () => {
    const sessionId = await hub.publishedSession();
    let calls = 0;
    let writeUnits = 0;
    engine.client.middlewareStack.add(
      (next) => async (args) => {
        calls += 1;
        Object.assign(args.input as object, { ReturnConsumedCapacity: 'TOTAL' });
        const result = await next(args);
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: { CapacityUnits?: number }[] };
        if ('TransactItems' in (args.input as object)) {
          for (const { CapacityUnits = 0 } of ConsumedCapacity ?? []) writeUnits += CapacityUnits;
        }
        return result;
      },
      { step: 'initialize', name: 'count' },
    );
    await hub.book(aBooking(sessionId, 'counted@nhs.net'));
    engine.client.middlewareStack.remove('count');
    expect(calls).toBe(2);
    // Six records in a transaction at two units each; engines differ in whether they count the six index entries: those by reference of the
    // booking and of who attends are two, which is all that finding people may cost a booking.
    expect(writeUnits).toBeGreaterThanOrEqual(12);
    expect(writeUnits).toBeLessThanOrEqual(20);
  });

  it('forget a person two years after they last booked, counted from the last time', async () => {
    const first = await hub.publishedSession();
    await hub.book(aBooking(first, 'returning@nhs.net'));
    hub.time.advance(700 * day);
    const second = await hub.publishedSession();
    await hub.book(aBooking(second, 'returning@nhs.net'));
    hub.time.advance(700 * day);
    expect(await hub.bookingsOf('returning@nhs.net')).toHaveLength(2);
    hub.time.advance(40 * day);
    expect(await hub.bookingsOf('returning@nhs.net')).toEqual([]);
  });
});

describe('a table that is busy', () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-2' }));
  const aws = mockClient(client);
  const clock = () => new Date('2027-01-04T09:00:00Z');
  const records = createRecords({
    client,
    tableName: 'records',
    clock,
    retention: southEastLondon.retention,
    purposes: ['answer-rights'],
    subjectsKey: async () => new Uint8Array(32),
    report: () => undefined,
    jitter: () => 0.01,
  });
  const conflict = new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: [{ Code: 'TransactionConflict' }],
  });
  const write = put(AddressRecord, keys.address('a@nhs.net'), { personId, ends: { with: 2_000_000_000 } });

  it('is asked again, until it has time', async () => {
    aws.reset();
    aws.on(TransactWriteCommand).rejectsOnce(conflict).rejectsOnce(conflict).resolves({});
    expect(await records.commit({ write }, { work: workOf() })).toEqual({ done: true });
    expect(aws.commandCalls(TransactWriteCommand)).toHaveLength(3);
  });

  it('is not asked again by who reads and decides anew, and who has it refused by none of what is written', async () => {
    aws.reset();
    aws.on(TransactWriteCommand).rejects(conflict);
    expect(await records.commit({ write }, { work: workOf(), conflict: 'reread' })).toEqual({
      done: false,
      refused: {},
    });
    expect(aws.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });

  it('is asked no longer than the request may take, and then says that it is busy', async () => {
    aws.reset();
    aws.on(TransactWriteCommand).rejects(conflict);
    await expect(records.commit({ write }, { work: workOf(60) })).rejects.toBeInstanceOf(BusyError);
  });

  it('is not asked again once the work is stopped, and says that it was busy', async () => {
    aws.reset();
    aws.on(TransactWriteCommand).rejects(conflict);
    const stopped = { ...workOf(), signal: AbortSignal.timeout(20) };
    await expect(records.commit({ write }, { work: stopped })).rejects.toBeInstanceOf(BusyError);
  });

  it('is not asked again for what can never succeed', async () => {
    aws.reset();
    aws.on(TransactWriteCommand).rejects(Object.assign(new Error('no'), { name: 'ValidationException' }));
    await expect(records.commit({ write }, { work: workOf() })).rejects.toThrow('no');
    expect(aws.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });

  it('is asked again for what it left unread', async () => {
    aws.reset();
    const [one, two] = [keys.address('1@nhs.net'), keys.address('2@nhs.net')];
    const item = (key: { pk: string; sk: string }) => ({
      ...key,
      type: 'address',
      v: 1,
      personId,
      expiresAt: 2_000_000_000,
    });
    aws
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { records: [item(one)] }, UnprocessedKeys: { records: { Keys: [{ ...two }] } } })
      .resolvesOnce({ Responses: {}, UnprocessedKeys: { records: { Keys: [{ ...two }] } } })
      .resolves({ Responses: { records: [item(two)] } });
    const found = await records.findAll(
      [
        [seen(AddressRecord), one],
        [seen(AddressRecord), two],
      ],
      workOf(),
    );
    expect(found.map((record) => record?.personId)).toEqual([personId, personId]);
    expect(aws.commandCalls(BatchGetCommand)).toHaveLength(3);
  });
});
