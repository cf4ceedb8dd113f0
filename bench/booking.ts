import type { BenchHub } from './hub.ts';
import type { Row } from './measure.ts';
import { spentBy } from './tally.ts';

/**
 * What one booking costs, by the engine's own count. A transaction costs two units for each record up to a kilobyte: places, attendee, booking,
 * email, what was asked for in its name, and for a new person theirs and their address; and one for each index entry: four of the booking, by which
 * it is found for its person and by its reference among them, one by reference of who attends, one of the email.
 */
export async function* measureBooking(hub: BenchHub): AsyncGenerator<Row> {
  const [first, second] = [await hub.publishedSession(30), await hub.publishedSession(30)];
  const cost = (sessionId: string) => spentBy(hub.tally, () => hub.book(sessionId, 'one.person@nhs.net'));
  const unknown = await cost(first);
  const known = await cost(second);
  yield {
    what: 'one booking',
    against: 'what the invariant needs',
    value: unknown.calls,
    atMost: 2,
    unit: 'round trips',
  };
  yield {
    what: 'one booking of a new person',
    against: '7 records in a transaction, 6 index entries',
    value: unknown.writeUnits,
    atMost: 20,
    unit: 'write units',
  };
  yield {
    what: 'one booking of a known person',
    against: '7 records in a transaction, 2 of them looked at, 6 index entries',
    value: known.writeUnits,
    atMost: 20,
    unit: 'write units',
  };
}
