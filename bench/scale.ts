import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { inGsi1, inGsi2, keys, lists, sortKey } from '../shared/records/keys.ts';
import { type BenchHub, startBenchHub, tableName, workOf } from './hub.ts';
import { median, type Row } from './measure.ts';

const batch = 25;
const atOnce = 16;

/** Fills the table with bookings of other people for other sessions, spread as a hub's own are. */
async function fill(hub: BenchHub, records: number): Promise<void> {
  const bookedAt = new Date('2026-01-05T09:00:00.000Z').toISOString();
  const expiresAt = Math.floor(Date.now() / 1000) + 86_400 * 365;
  // Digits only are a ULID, too.
  const idOf = (n: number) => `01${String(n).padStart(24, '0')}`;
  const itemOf = (n: number) => {
    const bookingId = idOf(n);
    const sessionId = idOf(Math.floor(n / 50) + 2 ** 30);
    const personId = idOf((n % 20_000) + 2 ** 31);
    return {
      ...keys.booking(bookingId),
      type: 'booking',
      v: 1,
      bookingId,
      sessionId,
      personId,
      reference: '7K3M9-Q2XDH',
      status: 'confirmed',
      bookedAt,
      bookedBy: 'person',
      confirmedAt: bookedAt,
      toldSequence: 0,
      name: 'A Person',
      workEmail: `p${n % 20_000}@nhs.net`,
      workplace: { odsCode: 'G85001', borough: 'Lambeth' },
      jobRole: 'practice-nurse',
      jobTitle: 'Nurse',
      expiresAt,
      ...inGsi1(lists.bookingsOfSession(sessionId), sortKey(bookedAt, bookingId)),
      ...inGsi2(lists.bookingsOfPerson(personId), sortKey(bookedAt, bookingId)),
    };
  };
  let next = 0;
  const writer = async () => {
    while (next < records) {
      const first = next;
      next += batch;
      const requests = Array.from({ length: Math.min(batch, records - first) }, (_, n) => ({
        PutRequest: { Item: itemOf(first + n) },
      }));
      await hub.client.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, writer));
}

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
      const start = performance.now();
      await operation();
      times.push(performance.now() - start);
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
      await fill(hub, records);
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
