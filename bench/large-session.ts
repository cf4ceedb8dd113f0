import { createRecordAttendance } from '#functions/bookings/attendance/record-attendance.ts';
import { createMoveInLine } from '#functions/bookings/line/move-in-line.ts';
import { createCancelForPerson } from '#functions/bookings/places/cancel-for-person.ts';
import { createListSessionBookings } from '#functions/bookings/places/list-session-bookings.ts';
import { benchId } from './fill.ts';
import { asStaff, type BenchHub } from './hub.ts';
import { inTurn, type Row, ratioRow, timed, timesRow } from './measure.ts';
import { filledSession, type SessionSize } from './stored-bookings.ts';
import { spentBy } from './tally.ts';

interface Size extends SessionSize {
  /** Its bookings are numbered from here. */
  readonly firstId: number;
}

const small: Size = { confirmed: 100, waiting: 100, firstId: 20_000_000 };
const large: Size = { confirmed: 2000, waiting: 5000, firstId: 21_000_000 };
/** As many as staff tick at once. */
const ticked = 20;
/** Once everybody of the small session was cancelled, there is nobody left to measure with. */
const mostPairs = 30;

type Operations = Readonly<Record<string, () => Promise<unknown>>>;

/** What staff do on the day, in a session of this size. */
async function operationsOf(hub: BenchHub, size: Size): Promise<Operations> {
  const context = () => ({ ...asStaff(), accepts: 'application/json' as const });
  const list = createListSessionBookings(hub);
  const move = createMoveInLine(hub);
  const cancel = createCancelForPerson(hub);
  const record = createRecordAttendance(hub);
  const { firstId, confirmed, waiting } = size;
  const path = { sessionId: await filledSession(hub, size, { inDays: 30, firstId }) };
  const over = { ...size, firstId: firstId + 100_000 };
  const pathOfOver = { sessionId: await filledSession(hub, over, { inDays: -1, firstId: over.firstId }) };
  const nothing = { query: undefined, body: undefined };
  const waitingId = (n: number) => benchId(firstId + confirmed + n);
  let [moves, cancelled, ticks] = [0, 0, 0];
  return {
    'list a page of bookings': () => list({ ...nothing, path, query: { limit: 20 } }, context()),
    'list a page of the line': () => list({ ...nothing, path, query: { limit: 20, status: 'waitlisted' } }, context()),
    'move to the front': () => {
      moves += 1;
      const [bookingId, before] = [waitingId(waiting - 1 - (moves % 40)), waitingId(0)];
      return move({ ...nothing, path, body: { bookingId, before, reason: 'Bench' } }, context());
    },
    'cancel one who waits': () => {
      cancelled += 1;
      return cancel({ ...nothing, path: { ...path, bookingId: waitingId(cancelled) }, body: {} }, context());
    },
    [`attendance of ${ticked}`]: () => {
      ticks += 1;
      const attendance = ticks % 2 === 0 ? ('attended' as const) : ('excused' as const);
      const body = {
        attendance: Array.from({ length: ticked }, (_, n) => ({ bookingId: benchId(over.firstId + n), attendance })),
      };
      return record({ ...nothing, path: pathOfOver, body }, context());
    },
  };
}

/** A session of 2,000 places and 5,000 in line beside one of 100 and 100, in turn. */
export async function* measureLargeSession(hub: BenchHub, pairs: number): AsyncGenerator<Row> {
  const against = 'a session of 100 and 100';
  const [ofLarge, ofSmall] = [await operationsOf(hub, large), await operationsOf(hub, small)];
  for (const [name, operation] of Object.entries(ofLarge)) {
    const floor = ofSmall[name];
    if (!floor) continue;
    const what = `${name}, 2,000 places and 5,000 in line`;
    const units = { large: 0, small: 0 };
    const times = await inTurn(
      () =>
        timed(async () => {
          units.large += (await spentBy(hub.tally, operation)).readUnits;
        }),
      () =>
        timed(async () => {
          units.small += (await spentBy(hub.tally, floor)).readUnits;
        }),
      { pairs: Math.min(2 * pairs, mostPairs), warmUps: 5 },
    );
    yield timesRow({ what, against, atMost: 1.2 }, times);
    yield ratioRow({ what: `${what}: read units`, against, atMost: 1 }, units.large, units.small, 'in all');
  }
}
