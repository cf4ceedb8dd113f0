import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Learner } from '#http/callers.ts';
import { subjectsUnder } from '#records/engine/subjects.ts';
import { createEverythingOf } from '#records/everything-of.ts';
import { countCalls, type Tally } from '../../../bench/tally.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestFunding, type TestFunding } from '../../support/funding.ts';
import { aFundingRequest, aPot } from '../../support/funding-nouns.ts';
import { aBooking, workOf } from '../../support/hub.ts';
import { isLong } from '../../support/long.ts';
import { scanAll } from '../../support/scan.ts';

type Item = Record<string, unknown>;
type Cost = Pick<Tally, 'calls' | 'readUnits'>;

let engine: RunningEngine;
let hub: TestFunding;
let costOf: (act: () => Promise<unknown>) => Promise<Cost>;
/** What is copied, made before there is much to look through. */
let made: { readonly [K in 'sessionId' | 'booked' | 'expired' | 'requested' | 'otherPot']: string };
let stored: readonly Item[];
let learner: Learner;

beforeAll(async () => {
  engine = await startEngine(undefined, { stream: false });
  hub = createTestFunding(engine.client);
  const sessionId = await hub.publishedSession({ capacity: 10 });
  const [potId, otherPot] = [await hub.pot(aPot({ scheme: 'bounded' })), await hub.pot(aPot({ scheme: 'other' }))];
  made = {
    sessionId,
    booked: await hub.booked(aBooking(sessionId, 'bounded@nhs.net')),
    expired: await hub.booked(aBooking(await hub.publishedSession(), 'expired@nhs.net')),
    requested: await hub.start(aFundingRequest('bounded@nhs.net', { potId })),
    otherPot,
  };
  learner = await hub.confirms(await hub.asksForAccount(aBooking('', 'learner@nhs.net').person));
  stored = await scanAll(hub.document, 'records', z.record(z.string(), z.unknown()));
  const tally = countCalls(engine.client);
  costOf = async (act) => {
    const before = { ...tally };
    await act();
    return { calls: tally.calls - before.calls, readUnits: tally.readUnits - before.readUnits };
  };
});
afterAll(() => engine.stop());

function itemOf(id: string, type: string): Item {
  const found = stored.find((item) => item.type === type && String(item.pk).includes(id));
  if (!found) throw new Error(`There is no ${type} ${id}`);
  return found;
}

/** Copies of a stored record, each with an id of its own, past every rule. */
async function copy(id: string, item: Item, from: number, to: number): Promise<void> {
  const text = JSON.stringify(marshall(item));
  const copyOf = (n: number) => JSON.parse(text.replaceAll(id, `${id.slice(0, -6)}${String(n).padStart(6, '0')}`));
  let next = from;
  const writer = async () => {
    while (next < to) {
      const first = next;
      next += 25;
      const records = Array.from({ length: Math.min(25, to - first) }, (_, n) => ({
        PutRequest: { Item: copyOf(first + n) },
      }));
      await engine.client.send(new BatchWriteItemCommand({ RequestItems: { records } }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
}

const guest = () => ({ caller: { kind: 'guest' } as const, work: workOf(), once: undefined });
const staff = () => ({ ...hub.asStaff(), accepts: 'application/json' as const });

/** A sample is enough to see that nothing grows; the long run has them all. */
const veryMany = isLong ? 10_000 : 3000;

/** Beside a thousand of what is copied, and beside very many. */
async function costs(id: string, type: string, act: () => Promise<unknown>): Promise<readonly [Cost, Cost]> {
  const item = itemOf(id, type);
  await copy(id, item, 0, 1000);
  const few = await costOf(act);
  await copy(id, item, 1000, veryMany);
  return [few, await costOf(act)];
}

describe('one page of what finds nothing', () => {
  const search = (limit: number, cursor?: string) =>
    hub.listSessions({ ...hub.nothing, query: { limit, cursor, q: 'nothing of that kind' } }, guest());

  it('costs the same of very many sessions as of a thousand: eight calls and 150 read units at most', async () => {
    const [few, many] = await costs(made.sessionId, 'session', () => search(1));
    expect(few.calls).toBeLessThanOrEqual(8);
    expect(few.readUnits).toBeLessThanOrEqual(150);
    expect(many).toEqual(few);
    expect(await costOf(() => search(20))).toEqual(few);
  });

  it('costs the clock next to nothing, where nothing is due of very many sessions that are to come', async () => {
    const { calls, readUnits } = await costOf(async () => expect(await hub.tended()).toEqual([]));
    expect(calls).toBeLessThanOrEqual(8);
    expect(readUnits).toBeLessThanOrEqual(8);
  });

  it('goes on from its cursor, until all of it was looked at', async () => {
    let [pages, cursor]: [number, string | undefined] = [0, undefined];
    do {
      const { body } = await search(20, cursor);
      expect(body.items).toEqual([]);
      cursor = body.nextCursor;
      pages += 1;
    } while (cursor !== undefined);
    // Four pages of a hundred at a time, of the copies and the two that they are copied beside.
    expect(pages).toBe(Math.ceil((veryMany + 2) / 400));
  });

  it('costs the same of very many bookings as of a thousand: eight calls at most, whatever the limit', async () => {
    const path = { sessionId: made.sessionId };
    const list = (limit: number) =>
      hub.listSessionBookings({ ...hub.nothing, path, query: { limit, status: 'cancelled' } }, staff());
    const [few, many] = await costs(made.booked, 'booking', () => list(1));
    expect(few.calls).toBeLessThanOrEqual(8);
    expect(many).toEqual(few);
    expect(await costOf(() => list(20))).toEqual(few);
  });

  it('costs the same of very many requests as of a thousand: eight calls at most', async () => {
    const query = { limit: 1, status: 'draft' as const, potId: made.otherPot };
    const [few, many] = await costs(made.requested, 'funding-request', () =>
      hub.listFundingRequests({ ...hub.nothing, query }, staff()),
    );
    expect(few.calls).toBeLessThanOrEqual(8);
    expect(many).toEqual(few);
  });
});

describe('one page of what has expired and is not yet deleted', () => {
  it('costs no more calls than any other, and its cursor leads past it', async () => {
    const booking = itemOf(made.expired, 'booking');
    const expiresAt = Math.floor(hub.clock().getTime() / 1000) - 1;
    await copy(made.expired, { ...booking, expiresAt }, 0, 1000);
    const list = (cursor?: string) =>
      hub.attendees.listForSession(String(booking.sessionId), { limit: 1, cursor }, workOf());
    expect((await costOf(() => list())).calls).toBeLessThanOrEqual(8);
    const path = { sessionId: String(booking.sessionId) };
    const filtered = () =>
      hub.listSessionBookings({ ...hub.nothing, path, query: { limit: 1, status: 'cancelled' } }, staff());
    expect((await costOf(filtered)).calls).toBeLessThanOrEqual(8);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await list(cursor);
      seen.push(...items.map(({ bookingId }) => bookingId));
      cursor = nextCursor;
    } while (cursor !== undefined);
    expect(seen).toEqual([made.expired]);
  });
});

describe('what is read of one person', () => {
  it('costs the same among very many as among a thousand: their profile, and all that is held about them', async () => {
    const personId = String(
      stored.find(({ type, workEmail }) => type === 'person' && workEmail === 'learner@nhs.net')?.personId,
    );
    const context = { caller: learner, work: workOf(), once: undefined };
    const everythingOf = createEverythingOf({
      records: hub.records,
      subjectOf: subjectsUnder(new Uint8Array(32).fill(1)),
    });
    const look = async () => {
      await hub.getProfile(hub.nothing, context);
      expect(await everythingOf('learner@nhs.net', workOf())).not.toEqual([]);
    };
    const [few, many] = await costs(personId, 'person', look);
    expect((await costOf(() => hub.getProfile(hub.nothing, context))).calls).toBe(2);
    expect(many).toEqual(few);
  });
});
