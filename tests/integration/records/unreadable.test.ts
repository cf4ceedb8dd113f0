import type { SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createFollowUpHandler } from '#functions/bookings/follow-up.ts';
import { createTendRequests } from '#functions/funding/tending/tend-requests.ts';
import { toProblem } from '#http/problem-reply.ts';
import { NotReadableError } from '#platform/errors.ts';
import type { LogEvents } from '#platform/logger.ts';
import { technical } from '#privacy/fields.ts';
import { type FollowUp, groupOf } from '#records/bookings/follow-ups.ts';
import { BookingRecord } from '#records/bookings/items.ts';
import type { EmailContents } from '#records/emails/emails.ts';
import { readItem } from '#records/engine/read-item.ts';
import { record } from '#records/engine/record.ts';
import { put, update } from '#records/engine/writes.ts';
import { inGsi1, type Key, keys, lists } from '#records/keys.ts';
import { acts } from '../../support/acting-as.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest } from '../../support/funding-nouns.ts';
import { aBooking, day, hour, workOf } from '../../support/hub.ts';

const contextOf = (remaining = 20_000) =>
  ({ awsRequestId: 'test', getRemainingTimeInMillis: () => remaining }) as never;

describe('a record that cannot be read', () => {
  let engine: RunningEngine;
  let hub: TestFunding;

  beforeAll(async () => {
    engine = await startEngine();
    hub = createTestFunding(engine.client);
  });
  beforeEach(() => hub.unreadable.splice(0));
  afterAll(() => engine.stop());

  /** What an older or newer version might have written there, or an accident. */
  async function spoil(key: Key, changes: Readonly<Record<string, unknown>>) {
    const { Item } = await hub.document.send(new GetCommand({ TableName: 'records', Key: key }));
    await hub.document.send(new PutCommand({ TableName: 'records', Item: { ...Item, ...changes } }));
  }
  const stored = async (key: Key) => (await hub.document.send(new GetCommand({ TableName: 'records', Key: key }))).Item;

  async function bookedBy(sessionId: string, names: readonly string[]) {
    const ids: string[] = [];
    for (const name of names) {
      hub.time.advance(1000);
      await hub.book(aBooking(sessionId, `${name}@nhs.net`));
      const { items } = await hub.attendees.listForSession(sessionId, { limit: 100 }, workOf());
      ids.push(items.find(({ workEmail }) => workEmail === `${name}@nhs.net`)?.bookingId ?? '');
    }
    return ids;
  }

  it('stops no list, and is reported by its kind and key, without a word of what it says', async () => {
    const sessionId = await hub.publishedSession();
    const [, second = ''] = await bookedBy(sessionId, ['list-one', 'list-two', 'list-three']);
    await spoil(keys.booking(second), { status: 'undecided', jobRole: 7 });
    const { items } = await hub.attendees.listForSession(sessionId, { limit: 10 }, workOf());
    expect(items.map(({ workEmail }) => workEmail)).toEqual(['list-one@nhs.net', 'list-three@nhs.net']);
    expect(hub.unreadable).toEqual([
      { recordType: 'booking', key: `BOOKING#${second} BOOKING`, fields: 'status jobRole' },
    ]);
  });

  it('does not keep the pages of a list from going on', async () => {
    const sessionId = await hub.publishedSession();
    const [first = ''] = await bookedBy(sessionId, ['page-one', 'page-two', 'page-three']);
    await spoil(keys.booking(first), { v: 2 });
    const page = await hub.attendees.listForSession(sessionId, { limit: 1 }, workOf());
    expect(page.items).toEqual([]);
    const rest = await hub.attendees.listForSession(sessionId, { limit: 5, cursor: page.nextCursor }, workOf());
    expect(rest.items.map(({ workEmail }) => workEmail)).toEqual(['page-two@nhs.net', 'page-three@nhs.net']);
  });

  it('is left out of a list of sessions, be it the session or its places', async () => {
    const [good, spoilt, without] = [
      await hub.publishedSession(),
      await hub.publishedSession(),
      await hub.publishedSession(),
    ];
    await spoil(keys.session(spoilt), { format: 'hologram' });
    await spoil(keys.places(without), { capacity: 'many' });
    const { items } = await hub.sessions.listUpcoming({ limit: 50 }, workOf());
    const ids = items.map(({ session }) => session.sessionId);
    expect(ids).toContain(good);
    expect(ids).not.toContain(spoilt);
    expect(ids).not.toContain(without);
    expect(hub.unreadable.map(({ recordType }) => recordType)).toEqual(['session', 'places']);
    await spoil(keys.session(spoilt), { format: 'webinar' });
    await spoil(keys.places(without), { capacity: 30 });
  });

  it('asked for by itself is answered by a problem of its own, and never taken for absent', async () => {
    const sessionId = await hub.publishedSession();
    const [bookingId = ''] = await bookedBy(sessionId, ['by-itself']);
    await spoil(keys.booking(bookingId), { v: 2 });
    const asked = hub.bookings.find(bookingId, workOf());
    await expect(asked).rejects.toBeInstanceOf(NotReadableError);
    const problem = toProblem(await asked.catch((error: unknown) => error));
    expect(problem).toMatchObject({ code: 'not-readable', facts: { retryAfterSeconds: 60 } });
    await spoil(keys.address('by-itself@nhs.net'), { v: 2 });
    await expect(hub.book(aBooking(sessionId, 'by-itself@nhs.net'))).rejects.toBeInstanceOf(NotReadableError);
  });

  it('written by a newer version is not changed by this one', async () => {
    const sessionId = await hub.publishedSession();
    const [bookingId = ''] = await bookedBy(sessionId, ['newer']);
    const read = await hub.bookings.find(bookingId, workOf());
    if (!read) throw new Error('it is there');
    await spoil(keys.booking(bookingId), { v: 2, mood: 'cheerful' });
    const before = await stored(keys.booking(bookingId));
    const write = update(BookingRecord, keys.booking(bookingId), { set: { status: 'cancelled' } });
    await expect(hub.records.updateOne(write, workOf())).rejects.toBeInstanceOf(NotReadableError);
    await expect(hub.records.commit({ write }, { work: workOf() })).rejects.toBeInstanceOf(NotReadableError);
    expect(await stored(keys.booking(bookingId))).toEqual(before);
  });

  it('keeps nobody else from hearing that their session is cancelled, and leaves the word owed', async () => {
    const sessionId = await hub.publishedSession();
    const [first = '', second = '', third = ''] = await bookedBy(sessionId, ['told-one', 'told-two', 'told-three']);
    await spoil(keys.booking(second), { v: 2 });
    await hub.cancelSession(
      { ...hub.nothing, path: { sessionId }, body: { version: undefined, reason: 'The room is no longer free' } },
      hub.asStaff(),
    );
    expect(await hub.followUp({ kind: 'tell-attendees', sessionId })).toBe(2);
    expect(hub.unreadable).toContainEqual({ recordType: 'booking', key: `BOOKING#${second} BOOKING`, fields: 'v' });
    const statuses = await Promise.all([first, third].map((id) => hub.bookings.find(id, workOf())));
    expect(statuses.map((booking) => booking?.status)).toEqual(['cancelled', 'cancelled']);
    await spoil(keys.booking(second), { v: 1 });
    expect(await hub.followUp({ kind: 'tell-attendees', sessionId })).toBe(1);
  });

  describe('among the bookings of a session', () => {
    const minute = 60_000;

    /** What the queue hands out for one session, one after the other; answers what is not done with. */
    async function consume(followUps: readonly FollowUp[]): Promise<string[]> {
      const handler = createFollowUpHandler({
        ...hub,
        sqs: { send: async () => ({}) } as unknown as SQSClient,
        queueUrl: 'https://sqs.example/follow-ups.fifo',
        log: { event: () => undefined, begin: () => undefined },
      });
      const Records = followUps.map((followUp) => ({
        messageId: followUp.kind,
        receiptHandle: followUp.kind,
        body: JSON.stringify(followUp),
        attributes: { MessageGroupId: groupOf(followUp), ApproximateReceiveCount: '1' },
      }));
      const { batchItemFailures } = await handler({ Records } as never, contextOf());
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    }

    /** What the schedule puts in line for a session. */
    const tended = async (sessionId: string): Promise<string[]> =>
      (await hub.tended()).filter((each) => groupOf(each) === sessionId).map(({ kind }) => kind);

    const emailsTo = async (address: string) =>
      (await hub.owedEmails()).filter(({ to }) => to === address).map(({ kind }) => kind);

    it('keeps nothing else of that session waiting, and is told of a change once it can be read', async () => {
      const sessionId = await hub.publishedSession({ capacity: 2, minimumNumbers: 2 });
      const [, second = ''] = await bookedBy(sessionId, ['gap-one', 'gap-two', 'gap-waits']);
      await spoil(keys.booking(second), { v: 2 });
      await hub.changeSession(
        {
          ...hub.nothing,
          path: { sessionId },
          body: { version: undefined, joinLink: 'https://webinars.example/moved' } as never,
        },
        hub.asStaff(),
      );
      const { items } = await hub.attendees.listForSession(sessionId, { limit: 10 }, workOf());
      const first = await hub.bookings.find(items[0]?.bookingId ?? '', workOf());
      if (!first) throw new Error('it is there');
      const session = await hub.sessions.find(sessionId, workOf());
      if (!session) throw new Error('it is there');
      await hub.bookings.cancel(
        {
          booking: first,
          because: 'cancelled-by-hub',
          at: hub.clock().toISOString(),
          session,
          email: { emailId: hub.newId(), kind: 'booking-cancelled', facts: {} } as unknown as EmailContents,
        },
        { work: workOf() },
      );
      expect(
        await consume([
          { kind: 'tell-attendees', sessionId },
          { kind: 'offer-places', sessionId },
        ]),
      ).toEqual([]);
      expect(await emailsTo('gap-waits@nhs.net')).toEqual(expect.arrayContaining(['session-changed', 'place-offered']));

      hub.time.advance(16 * minute);
      expect(await tended(sessionId)).toEqual([]);
      await spoil(keys.booking(second), { v: 1 });
      hub.time.advance(hour);
      expect(await tended(sessionId)).toEqual(['tell-attendees']);
      await consume([{ kind: 'tell-attendees', sessionId }]);
      expect(await emailsTo('gap-two@nhs.net')).toContain('session-changed');
      hub.time.advance(2 * hour);
      expect(await tended(sessionId)).toEqual([]);
    });

    it('is reminded once it can be read, and asked for once an hour until then', async () => {
      const sessionId = await hub.publishedSession();
      const [first = '', second = ''] = await bookedBy(sessionId, ['remind-one', 'remind-two']);
      await spoil(keys.booking(second), { v: 2 });
      const startsAt = (await hub.sessions.find(sessionId, workOf()))?.session.startsAt ?? '';
      hub.time.moveTo(new Date(Date.parse(startsAt) - 7 * day + minute).toISOString());
      expect(await tended(sessionId)).toEqual(['remind']);
      expect(await consume([{ kind: 'remind', sessionId, reminder: 'week' }])).toEqual([]);
      expect((await hub.bookings.find(first, workOf()))?.weekReminderAt).toBeDefined();
      hub.time.advance(5 * minute);
      expect(await tended(sessionId)).toEqual([]);
      hub.time.advance(hour);
      expect(await tended(sessionId)).toEqual(['remind']);
      await spoil(keys.booking(second), { v: 1 });
      await consume([{ kind: 'remind', sessionId, reminder: 'week' }]);
      expect(await emailsTo('remind-two@nhs.net')).toContain('reminder');
      hub.time.advance(hour);
      expect(await tended(sessionId)).toEqual([]);
    });
  });

  it('keeps no other session from being looked after', async () => {
    const [spoilt, due] = [await hub.publishedSession(), await hub.publishedSession({ minimumNumbers: 5 })];
    await spoil(keys.session(spoilt), { v: 2 });
    hub.time.advance(7.5 * day);
    expect(await hub.tended()).toContainEqual({ kind: 'tell-minimum-not-reached', sessionId: due });
    await spoil(keys.session(spoilt), { v: 1 });
  });

  describe('among the funding requests that are due', () => {
    const asked = () => hub.time.advance(30 * day);

    const draft = (name: string) => hub.start(aFundingRequest(`${name}@nhs.net`));

    function tending(remaining?: number) {
      const events: { name: string; fields: unknown }[] = [];
      const tend = acts(
        'funding-tend',
        createTendRequests({
          ...hub,
          log: {
            event: <Name extends keyof LogEvents>(name: Name, fields: LogEvents[Name]) => events.push({ name, fields }),
            begin: () => undefined,
          },
        }),
      );
      return { events, tend: () => tend({}, contextOf(remaining)) };
    }

    const toTend = inGsi1(lists.fundingToTend, '2026-01-01T00:00:00.000Z');

    it('keeps none of the others from being dealt with', async () => {
      const [spoilt, good] = [await draft('spoilt'), await draft('good')];
      await spoil(keys.fundingRequest(spoilt), { ...toTend, v: 2 });
      await spoil(keys.fundingRequest(good), { ...toTend, gsi1sk: '2026-01-02T00:00:00.000Z' });
      asked();
      const { tend } = tending();
      expect(await tend()).toMatchObject({ requests: 1 });
      expect(hub.unreadable).toContainEqual({
        recordType: 'funding-request',
        key: `FUNDING#${spoilt} REQUEST`,
        fields: 'v',
      });
    });

    it('leaves those for which the time did not suffice to the next time, and says of none that it failed', async () => {
      const { events, tend } = tending(1);
      await tend().catch(() => undefined);
      expect(events.filter(({ name }) => name === 'funding-not-tended')).toEqual([]);
    });
  });
});

describe('a record of an older version', () => {
  const Shelf = record('shelf', {
    ends: 'kept',
    fields: technical({ inches: z.int(), label: z.string() }),
    upgrades: [
      ({ centimetres, ...rest }) =>
        centimetres === undefined ? rest : { ...rest, inches: Math.round(Number(centimetres) / 2.54) },
      ({ name, ...rest }) => (name === undefined ? rest : { ...rest, label: name }),
    ],
  });
  const key = { pk: 'SHELF#1', sk: 'SHELF' };

  it('is translated step by step as it is read', () => {
    const item = { ...key, type: 'shelf', v: 1, centimetres: 254, name: 'Top' };
    expect(readItem(Shelf, item)).toEqual({
      readable: true,
      record: { ...key, type: 'shelf', v: 3, inches: 100, label: 'Top' },
    });
    expect(readItem(Shelf, { ...key, type: 'shelf', v: 2, inches: 12, name: 'Low' })).toMatchObject({
      record: { inches: 12, label: 'Low' },
    });
  });

  it('is written in the version of today', () => {
    expect(put(Shelf, key, { inches: 3, label: 'Low' })).toMatchObject({ item: { v: 3 } });
  });

  it('is told from one that is newer than this software, and from another kind', () => {
    const item = { ...key, type: 'shelf', v: 4, inches: 1, label: 'New' };
    expect(readItem(Shelf, item)).toMatchObject({ readable: false, unreadable: { recordType: 'shelf', fields: 'v' } });
    expect(readItem(Shelf, { ...item, v: 3, type: 'cupboard' })).toMatchObject({
      readable: false,
      unreadable: { recordType: 'cupboard', fields: 'type' },
    });
  });
});
