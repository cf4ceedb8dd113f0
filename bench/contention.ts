import type { BenchHub } from './hub.ts';
import { inTurn, type Row, timed, timesRow } from './measure.ts';
import { createRawBookings } from './raw-bookings.ts';

const people = 500;
const places = 30;
/** Each takes seconds. */
const mostPairs = 5;

/**
 * 500 people after 30 places, at once and one at a time, beside transactions that are sent as they will be kept. These need no second
 * attempt, since those for the places go first; who decides by what was read does.
 */
export async function* measureContention(hub: BenchHub, wanted: number): AsyncGenerator<Row> {
  const pairs = Math.min(wanted, mostPairs);
  const warmUps = 1;
  const sessions = async () => {
    const made: string[] = [];
    for (let n = 0; n < 2 * (pairs + warmUps); n += 1) made.push(await hub.publishedSession(places));
    return () => made.pop() ?? '';
  };
  // What is recorded was booked after all of these had opened, and so can be booked in any of them.
  const [atOnce, oneByOne] = [await sessions(), await sessions()];
  const rawBookings = await createRawBookings(hub);
  let round = 0;
  const ours = (sessionId: string) => {
    round += 1;
    const run = round;
    return Array.from({ length: people }, (_, n) => () => hub.book(sessionId, `round${run}.person${n}@nhs.net`));
  };
  const raw = (sessionId: string) => rawBookings(sessionId, people, places);

  const confirmed: number[] = [];
  const together = await inTurn(
    () => {
      const all = ours(atOnce());
      return timed(async () => {
        const replies = await Promise.all(all.map((book) => book()));
        confirmed.push(replies.filter(({ body }) => body.status === 'confirmed').length);
      });
    },
    () => {
      const all = raw(atOnce());
      return timed(async () => {
        await Promise.all(all.slice(0, places).map((book) => book()));
        await Promise.all(all.slice(places).map((book) => book()));
      });
    },
    { pairs, warmUps },
  );
  const most = Math.max(...confirmed);
  const fewest = Math.min(...confirmed);
  const what = `${people} people after ${places} places at once`;
  yield {
    what: `${what}: most confirmed`,
    against: 'the places there are',
    value: most,
    atMost: places,
    unit: 'people',
  };
  yield { what: `${what}: left free`, against: 'no place', value: places - fewest, atMost: 0, unit: 'people' };
  yield timesRow({ what, against: 'raw transactions on the same records, at once', atMost: 1.5 }, together);

  const eachInTurn = async (all: readonly (() => Promise<unknown>)[]) => {
    for (const book of all) await book();
  };
  const inLine = await inTurn(
    () => {
      const all = ours(oneByOne());
      return timed(() => eachInTurn(all));
    },
    () => {
      const all = raw(oneByOne());
      return timed(() => eachInTurn(all));
    },
    { pairs, warmUps },
  );
  const against = 'raw transactions on the same records, one at a time';
  yield timesRow({ what: `${people} people after ${places} places, one at a time`, against, atMost: 1.5 }, inLine);
}
