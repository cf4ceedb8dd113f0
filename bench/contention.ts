import type { BenchHub } from './hub.ts';
import { comparedBy, inTurn, type Row, type Times, timed, timesRow } from './measure.ts';
import { createRawBookings } from './raw-bookings.ts';

const people = 500;
const places = 30;
/** Each takes seconds. */
const mostPairs = 5;

type Bookings = readonly (() => Promise<unknown>)[];

const allAtOnce = (all: Bookings) => Promise.all(all.map((book) => book()));

const oneByOne = async (all: Bookings) => {
  for (const book of all) await book();
};

/** As our bookings are kept, or as they would be by whoever goes by what was read: both with the records of ours. */
async function createContenders(hub: BenchHub, sessions: number) {
  const open: string[] = [];
  for (let n = 0; n < sessions; n += 1) open.push(await hub.publishedSession(places));
  // What is recorded is booked after all of these have opened, and so can be booked in any of them.
  const { asKept, contending } = await createRawBookings(hub);
  const next = () => open.pop() ?? '';
  return {
    ours() {
      const sessionId = next();
      return Array.from({ length: people }, (_, n) => () => hub.book(sessionId, `${sessionId}.${n}@nhs.net`));
    },
    asKept: () => asKept(next(), people, places),
    contending: () => contending(next(), people),
  };
}

/** 500 people after 30 places, at once and one at a time, beside raw transactions on the same records. */
export async function* measureContention(hub: BenchHub, wanted: number): AsyncGenerator<Row> {
  const pairs = Math.min(wanted, mostPairs);
  // Of each round, one warms up.
  const contenders = await createContenders(hub, 5 * (pairs + 1));
  const confirmed: number[] = [];
  const rounds: (readonly [ours: Times, asKept: Times, contending: Times])[] = [];
  for (let round = -1; round < pairs; round += 1) {
    const [ours, asKept, contending] = [contenders.ours(), contenders.asKept(), contenders.contending()];
    const measured = [
      await timed(async () => {
        const replies = await Promise.all(ours.map((book) => book()));
        confirmed.push(replies.filter(({ body }) => body.status === 'confirmed').length);
      }),
      await timed(async () => {
        // Those for the places go first, so that none is refused.
        await allAtOnce(asKept.slice(0, places));
        await allAtOnce(asKept.slice(places));
      }),
      await timed(() => allAtOnce(contending)),
    ] as const;
    if (round >= 0) rounds.push(measured);
  }
  const what = `${people} people after ${places} places at once`;
  const [most, fewest] = [Math.max(...confirmed), Math.min(...confirmed)];
  yield { what: `${what}: confirmed`, against: 'the places there are', value: most, atMost: places, unit: 'people' };
  yield { what: `${what}: left free`, against: 'no place', value: places - fewest, atMost: 0, unit: 'people' };
  const raw = 'raw transactions on the same records';
  const besideKept = comparedBy(rounds.map(([ours, asKept]) => [ours, asKept]));
  yield timesRow({ what, against: `${raw} at once, of which none is refused`, atMost: 1.5 }, besideKept);
  const besideContending = comparedBy(rounds.map(([ours, , contending]) => [ours, contending]));
  yield timesRow({ what, against: `${raw} at once, that read again where others were first` }, besideContending);

  const inLine = await inTurn(
    () => {
      const all = contenders.ours();
      return timed(() => oneByOne(all));
    },
    () => {
      const all = contenders.asKept();
      return timed(() => oneByOne(all));
    },
    { pairs, warmUps: 1 },
  );
  yield timesRow(
    { what: `${what.replace(' at once', '')}, one at a time`, against: `${raw}, one at a time`, atMost: 1.5 },
    inLine,
  );
}
