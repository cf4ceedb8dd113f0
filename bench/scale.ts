import { inGsi1, inGsi2, lists, sortKey } from '#records/keys.ts';
import { benchBooking, benchId, fill } from './fill.ts';
import { type BenchHub, startBenchHub, workOf } from './hub.ts';
import { median, type Row, timed } from './measure.ts';

/** Bookings of other people for other sessions, spread as a hub's own are. */
const fillWithBookings = (hub: BenchHub, records: number): Promise<void> =>
  fill(hub, records, (n) => {
    const [sessionId, personId] = [benchId(Math.floor(n / 50) + 2 ** 30), benchId((n % 20_000) + 2 ** 31)];
    const booking = benchBooking(n, { sessionId, personId, status: 'confirmed' });
    const { bookingId, bookedAt } = booking;
    return [
      {
        ...booking,
        ...inGsi1(lists.bookingsOfSession(sessionId), sortKey(bookedAt, bookingId)),
        ...inGsi2(lists.bookingsOfPerson(personId), sortKey(bookedAt, bookingId)),
      },
    ];
  });

interface Costs {
  readonly ms: number;
  readonly readUnits: number;
}

async function costsOf(hub: BenchHub): Promise<Record<'list' | 'book' | 'bookings of one person', Costs>> {
  const sessionIds: string[] = [];
  for (let n = 0; n < 40; n += 1) sessionIds.push(await hub.publishedSession(30, 10 + n));
  let person = 0;
  const operations = {
    list: () => hub.sessions.listUpcoming({ limit: 20 }, workOf()),
    book: () => {
      person += 1;
      return hub.book(sessionIds[person % sessionIds.length] ?? '', `scale${person}@nhs.net`);
    },
    'bookings of one person': () => hub.bookings.listForAddress('scale1@nhs.net', { limit: 20 }, workOf()),
  };
  const costs: Record<string, Costs> = {};
  for (const [name, operation] of Object.entries(operations)) {
    for (let run = 0; run < 60; run += 1) await operation();
    const times: number[] = [];
    const before = hub.tally.readUnits;
    for (let run = 0; run < 60; run += 1) {
      times.push(await timed(operation));
    }
    costs[name] = { ms: median(times), readUnits: (hub.tally.readUnits - before) / 60 };
  }
  return costs as Awaited<ReturnType<typeof costsOf>>;
}

/** The same work beside a thousand records and beside very many. */
export async function measureScale(many: number): Promise<Row[]> {
  const at = async (records: number) => {
    const hub = await startBenchHub();
    try {
      await fillWithBookings(hub, records);
      return await costsOf(hub);
    } finally {
      await hub.stop();
    }
  };
  const [small, large] = [await at(1000), await at(many)];
  return (Object.keys(small) as (keyof typeof small)[]).flatMap((name): Row[] => [
    {
      what: `${name} at ${many.toLocaleString('en-GB')} records`,
      against: 'at 1,000',
      value: large[name].ms / small[name].ms,
      atMost: 1.2,
      unit: '×',
      note: `${large[name].ms.toFixed(2)} ms beside ${small[name].ms.toFixed(2)} ms`,
    },
    {
      what: `${name}: read units at ${many.toLocaleString('en-GB')} records`,
      against: 'at 1,000',
      value: large[name].readUnits / small[name].readUnits,
      atMost: 1,
      unit: '×',
    },
  ]);
}
