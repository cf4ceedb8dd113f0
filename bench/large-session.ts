import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { rankOfJoining } from '#domain/bookings/waiting-list.ts';
import { createRecordAttendance } from '#functions/bookings/attendance/record-attendance.ts';
import { createMoveInLine } from '#functions/bookings/line/move-in-line.ts';
import { createCancelForPerson } from '#functions/bookings/places/cancel-for-person.ts';
import { createListSessionBookings } from '#functions/bookings/places/list-session-bookings.ts';
import { inGsi1, inGsi2, keys, lists, sortKey } from '#records/keys.ts';
import { benchBooking, benchId, fill } from './fill.ts';
import { type BenchHub, startBenchHub, tableName, workOf } from './hub.ts';
import { median, type Row, timed } from './measure.ts';

interface Size {
  readonly confirmed: number;
  readonly waiting: number;
}

const runs = 30;
/** As many as staff tick at once. */
const ticked = 20;

/** A session with so many people, its bookings in every list that they would stand in. */
async function filledSession(hub: BenchHub, { confirmed, waiting }: Size, inDays: number): Promise<string> {
  const sessionId = await hub.publishedSession(10_000, inDays);
  await fill(hub, confirmed + waiting, (n) => {
    const status = n < confirmed ? 'confirmed' : 'waitlisted';
    const personId = benchId(n + 2 ** 31);
    const booking = benchBooking(n, { sessionId, personId, status });
    const { bookingId, bookedAt, expiresAt, reference, name, workEmail } = booking;
    const rank = rankOfJoining(bookingId);
    const line = { type: 'line-entry', v: 1, sessionId, bookingId, rank, expiresAt };
    const told = { reference, name, workEmail };
    const holder = { type: 'attendee', v: 1, sessionId, personId, bookingId, ...told, expiresAt };
    return [
      {
        ...booking,
        ...inGsi1(lists.bookingsOfSession(sessionId), sortKey(bookedAt, bookingId)),
        ...inGsi2(lists.bookingsOfPerson(personId), sortKey(bookedAt, bookingId)),
      },
      { ...keys.attendee(sessionId, workEmail), ...holder },
      ...(status === 'waitlisted' ? [{ ...keys.lineEntry(sessionId, rank), ...line }] : []),
    ];
  });
  await hub.client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: { ...keys.places(sessionId) },
      UpdateExpression: 'SET taken = :taken, waitlisted = :waitlisted, #capacity = :taken',
      ExpressionAttributeNames: { '#capacity': 'capacity' },
      ExpressionAttributeValues: { ':taken': confirmed, ':waitlisted': waiting },
    }),
  );
  return sessionId;
}

interface Cost {
  readonly ms: number;
  readonly readUnits: number;
}

/** What staff do on the day, in a session of this size. */
async function costsOf(size: Size): Promise<Readonly<Record<string, Cost>>> {
  const hub = await startBenchHub();
  try {
    const yetToCome = await filledSession(hub, size, 30);
    const context = () => ({
      caller: { kind: 'staff', sub: 'bench', workEmail: 'bench@hub.example', groups: ['bookings'] } as const,
      work: workOf(),
      once: undefined,
      accepts: 'application/json' as const,
    });
    const nothing = { query: undefined, body: undefined };
    const path = { sessionId: yetToCome };
    const list = createListSessionBookings(hub);
    const move = createMoveInLine(hub);
    const cancel = createCancelForPerson(hub);
    const waitingId = (n: number) => benchId(size.confirmed + n);
    let run = 0;
    const operations: Readonly<Record<string, () => Promise<unknown>>> = {
      'list a page of bookings': () => list({ ...nothing, path, query: { limit: 20 } }, context()),
      'list a page of the line': () =>
        list({ ...nothing, path, query: { limit: 20, status: 'waitlisted' } }, context()),
      'move to the front': () => {
        run += 1;
        const [bookingId, before] = [waitingId(size.waiting - 1 - (run % 40)), waitingId(0)];
        return move({ ...nothing, path, body: { bookingId, before, reason: 'Bench' } }, context());
      },
      'cancel one who waits': () => {
        run += 1;
        const bookingId = waitingId(1 + (run % 70));
        return cancel({ ...nothing, path: { ...path, bookingId }, body: {} }, context());
      },
    };
    const costs: Record<string, Cost> = {};
    for (const [name, operation] of Object.entries(operations)) {
      for (let warmUp = 0; warmUp < 5; warmUp += 1) await operation();
      const before = hub.tally.readUnits;
      const times: number[] = [];
      for (let n = 0; n < runs; n += 1) times.push(await timed(operation));
      costs[name] = { ms: median(times), readUnits: (hub.tally.readUnits - before) / runs };
    }
    return { ...costs, ...(await attendanceCost(hub, size)) };
  } finally {
    await hub.stop();
  }
}

async function attendanceCost(hub: BenchHub, size: Size): Promise<Readonly<Record<string, Cost>>> {
  const sessionId = await filledSession(hub, size, -1);
  const record = createRecordAttendance(hub);
  const tick = (attendance: 'attended' | 'excused') =>
    record(
      {
        path: { sessionId },
        query: undefined,
        body: { attendance: Array.from({ length: ticked }, (_, n) => ({ bookingId: benchId(n), attendance })) },
      },
      {
        caller: { kind: 'staff', sub: 'bench', workEmail: 'bench@hub.example', groups: ['bookings'] },
        work: workOf(),
        once: undefined,
      },
    );
  await tick('excused');
  const before = hub.tally.readUnits;
  const times: number[] = [];
  for (let n = 0; n < runs; n += 1) times.push(await timed(() => tick(n % 2 === 0 ? 'attended' : 'excused')));
  return {
    [`attendance of ${ticked}`]: { ms: median(times), readUnits: (hub.tally.readUnits - before) / runs },
  };
}

/** A session of 2,000 places and 5,000 in line beside one of 100 and 100. */
export async function measureLargeSession(): Promise<Row[]> {
  const [small, large] = [
    await costsOf({ confirmed: 100, waiting: 100 }),
    await costsOf({ confirmed: 2000, waiting: 5000 }),
  ];
  return Object.entries(large).flatMap(([what, cost]): Row[] => {
    const floor = small[what];
    if (!floor) return [];
    return [
      {
        what: `${what}, 2,000 places and 5,000 in line`,
        against: '100 and 100',
        value: cost.ms / floor.ms,
        atMost: 1.2,
        unit: '×',
        note: `${cost.ms.toFixed(2)} ms beside ${floor.ms.toFixed(2)} ms`,
      },
      {
        what: `${what}: read units`,
        against: '100 and 100',
        value: cost.readUnits / floor.readUnits,
        atMost: 1,
        unit: '×',
        note: `${cost.readUnits.toFixed(1)} beside ${floor.readUnits.toFixed(1)}`,
      },
    ];
  });
}
