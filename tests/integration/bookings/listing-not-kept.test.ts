import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { southEastLondon } from '#hub/south-east-london.ts';
import { createListing } from '#records/bookings/listing.ts';
import { createSessionReads } from '#records/bookings/session-reads.ts';
import type { RecordsFor } from '#records/engine/records.ts';
import { countCalls } from '../../../bench/tally.ts';
import { type RunningEngine, startEngine } from '../../support/dynamodb.ts';
import { createTestHub, day, hour, type TestHub, workOf } from '../../support/hub.ts';

const { retention } = southEastLondon;
/** More than one query looks at, where a list is read as others are. */
const sessionCount = 110;

let engine: RunningEngine;
let hub: TestHub;
/** Soonest first. */
let sessionIds: string[];

const inDays = (days: number) => {
  const startsAt = new Date(hub.time.clock().getTime() + days * day).toISOString();
  return { startsAt, endsAt: new Date(Date.parse(startsAt) + hour).toISOString() };
};

async function move(sessionId: string | undefined, days: number): Promise<void> {
  const path = { sessionId: String(sessionId) };
  const { session } = await hub.standing(path.sessionId);
  await hub.changeSession({ ...hub.nothing, path, body: { ...inDays(days), version: session.version } }, hub.asStaff());
}

/** The soonest becomes the last, and the last the soonest. */
async function swap(): Promise<void> {
  const [soonest, last] = [sessionIds.at(0), sessionIds.at(-1)];
  await move(soonest, 400);
  await move(last, 1);
  sessionIds = [String(last), ...sessionIds.slice(1, -1), String(soonest)];
}

/** Something happens once, just after the first query that any list asks. */
function afterFirstQuery(happens: () => Promise<void>): () => void {
  let isOver = false;
  const name = 'after-first-query';
  engine.client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      if (isOver || context.commandName !== 'QueryCommand') return result;
      isOver = true;
      await happens();
      return result;
    },
    { step: 'initialize', name },
  );
  return () => void engine.client.middlewareStack.remove(name);
}

describe('what anybody may see of sessions, while it is not kept and they move', () => {
  beforeAll(async () => {
    engine = await startEngine(undefined, { stream: false });
    hub = createTestHub(engine.client);
    sessionIds = [];
    for (let n = 0; n < sessionCount; n += 1) sessionIds.push(await hub.publishedSession(inDays(2 + n)));
  });
  afterAll(() => engine.stop());

  it('is read as far as a page shows, where nothing is searched for', async () => {
    const tally = countCalls(engine.client);
    const listing = createListing({ ...hub, clock: hub.time.clock });
    expect((await listing.listUpcoming({ limit: 20 }, workOf())).items).toHaveLength(20);
    // One more tells that others follow; and of each, how its places stand.
    expect(tally.records).toBe(21 + 20);
  });

  it('is each of them once, on one page of a search', async () => {
    const stop = afterFirstQuery(swap);
    const listing = createListing({ ...hub, clock: hub.time.clock });
    const { items } = await listing.listUpcoming({ limit: 200 }, workOf(), () => true);
    stop();
    const found = items.map(({ session }) => session.sessionId);
    expect(found.toSorted()).toEqual(sessionIds.toSorted());
  });

  async function calendarOf(listing = createListing({ ...hub, clock: hub.time.clock })): Promise<string[]> {
    const found: string[] = [];
    for await (const page of listing.walkUpcoming(workOf())) found.push(...page.map(({ sessionId }) => sessionId));
    return found;
  }

  it('is each of them once, in a calendar', async () => {
    const stop = afterFirstQuery(swap);
    const found = await calendarOf();
    stop();
    expect(found.toSorted()).toEqual(sessionIds.toSorted());
  });

  it('has an end in a calendar, though others come all the while', async () => {
    let walks = 0;
    const records: RecordsFor<never> = {
      ...hub.records,
      async *walk(view, list, options, work) {
        walks += 1;
        await hub.publishedSession(inDays(200 + walks));
        yield* hub.records.walk(view, list, options, work);
      },
    };
    const sessions = createSessionReads({ ...hub, clock: hub.time.clock, retention, records });
    const found = await calendarOf(createListing({ ...hub, clock: hub.time.clock, sessions }));
    expect([walks, found.length]).toEqual([2, sessionCount + 2]);
  });
});
