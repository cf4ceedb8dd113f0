import type { BenchHub } from './hub.ts';
import { type Row, timed } from './measure.ts';

/**
 * What one booking costs, by the engine's own count. A transaction costs two units for each record up to a kilobyte: places, attendee, booking,
 * email, what was asked for in its name, and for a new person theirs and their address; and one for each index entry: three of the booking, by which
 * it is found for its person among them, one of the email.
 */
export async function measureBooking(hub: BenchHub): Promise<Row[]> {
  const [first, second] = [await hub.publishedSession(30), await hub.publishedSession(30)];
  const cost = async (sessionId: string) => {
    const before = { ...hub.tally };
    await hub.book(sessionId, 'one.person@nhs.net');
    return { calls: hub.tally.calls - before.calls, writeUnits: hub.tally.writeUnits - before.writeUnits };
  };
  const unknown = await cost(first);
  const known = await cost(second);
  return [
    { what: 'one booking', against: 'what the invariant needs', value: unknown.calls, atMost: 2, unit: 'round trips' },
    {
      what: 'one booking of a new person',
      against: '7 records in a transaction, 4 index entries',
      value: unknown.writeUnits,
      atMost: 18,
      unit: 'write units',
    },
    {
      what: 'one booking of a known person',
      against: '7 records in a transaction, 2 of them looked at, 4 index entries',
      value: known.writeUnits,
      atMost: 18,
      unit: 'write units',
    },
  ];
}

const people = 500;
const places = 30;

/** 500 people after 30 places, at once and one at a time. */
export async function measureContention(hub: BenchHub): Promise<Row[]> {
  const all = Array.from({ length: people }, (_, person) => person);
  const contested = await hub.publishedSession(places);
  const calm = await hub.publishedSession(places);
  let confirmed = 0;
  const atOnceMs = await timed(async () => {
    const replies = await Promise.all(all.map((person) => hub.book(contested, `at.once${person}@nhs.net`)));
    confirmed = replies.filter(({ body }) => body.status === 'confirmed').length;
  });
  const oneByOneMs = await timed(async () => {
    for (const person of all) await hub.book(calm, `one.by.one${person}@nhs.net`);
  });
  return [
    {
      what: '500 people after 30 places at once: confirmed',
      against: 'the places there are',
      value: confirmed,
      atMost: places,
      unit: 'people',
    },
    {
      what: '500 people at once',
      against: 'one at a time',
      value: atOnceMs / oneByOneMs,
      atMost: 1.5,
      unit: '×',
      note: `${atOnceMs.toFixed(0)} ms beside ${oneByOneMs.toFixed(0)} ms`,
    },
  ];
}
