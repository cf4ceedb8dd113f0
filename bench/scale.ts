import { type HubSize, startFilledHub } from './filled-hub.ts';
import type { BenchHub } from './hub.ts';
import { inTurn, type Row, type Times, timed, timesRow } from './measure.ts';
import { type Operation, operationsOf } from './scale-operations.ts';
import { spentBy, type Tally } from './tally.ts';

const small: HubSize & { readonly people: number } = { records: 1000, sessions: 100, people: 500 };

/** What one call takes, for each record that it is answered with. */
interface Measured {
  readonly times: Times;
  readonly spent: Readonly<Tally>;
  readonly answered: number;
}

async function measured(hub: BenchHub, { answers, findsNothing }: Operation): Promise<Measured> {
  let found = 0;
  let times: Times = { wall: 0, cpu: 0 };
  const spent = await spentBy(hub.tally, async () => {
    times = await timed(async () => {
      found = await answers();
    });
  });
  const answered = findsNothing ? (findsNothing.lookedAt ?? spent.records) : found;
  if (answered === 0) throw new Error('Nothing was answered');
  return { times: { wall: times.wall / answered, cpu: times.cpu / answered }, spent, answered };
}

async function compared(
  what: string,
  against: string,
  both: readonly (readonly [hub: BenchHub, operation: Operation])[],
  pairs: number,
): Promise<Row[]> {
  const [large, little] = both;
  if (!large || !little) return [];
  const last: Measured[] = [];
  const one =
    (index: number, [hub, operation]: readonly [BenchHub, Operation]) =>
    async () => {
      const all = await measured(hub, operation);
      last[index] = all;
      return all.times;
    };
  const [, { findsNothing, isLong }] = large;
  const often = isLong ? { pairs: Math.min(pairs, 3), warmUps: 1 } : { pairs: pairs * 2, warmUps: 10 };
  const times = await inTurn(one(0, large), one(1, little), often);
  const [cost, floor] = last;
  if (!cost || !floor) return [];
  const each = findsNothing ? 'record looked at' : 'record answered';
  const unitsOf = ({ spent, answered }: Measured) => spent.readUnits / answered;
  const { note = '', ...row } = timesRow({ what, against, atMost: 1.2 }, times);
  return [
    { ...row, note: `for each ${each}, ${cost.answered} and ${floor.answered} of them; ${note}` },
    {
      what: `${what}: read units for each ${each}`,
      against,
      value: unitsOf(cost) / unitsOf(floor),
      atMost: 1,
      unit: '×',
      note: `${cost.spent.readUnits} for ${cost.answered} beside ${floor.spent.readUnits} for ${floor.answered}`,
    },
    ...(findsNothing
      ? [
          {
            what: `${what}: round trips`,
            against: 'what one page may take',
            value: cost.spent.calls,
            atMost: findsNothing.roundTrips,
            unit: 'round trips' as const,
          },
        ]
      : []),
  ];
}

/** The same work beside a thousand records and a hundred sessions, and beside very many, in turn. */
export async function* measureScale(size: HubSize, pairs: number): AsyncGenerator<Row> {
  const hubs: BenchHub[] = [];
  try {
    for (const each of [size, small]) hubs.push(await startFilledHub(each));
    const [large, little] = hubs;
    if (!large || !little) return;
    const [ofLarge, ofLittle] = [
      await operationsOf(large, 10 * small.people),
      await operationsOf(little, small.people),
    ];
    const many = size.records.toLocaleString('en-GB');
    for (const [name, operation] of Object.entries(ofLarge)) {
      const other = ofLittle[name];
      if (!other) continue;
      const against = `${small.records.toLocaleString('en-GB')} records and ${small.sessions} sessions`;
      const what = `${name} at ${many}`;
      const both = [[large, operation] as const, [little, other] as const];
      try {
        yield* await compared(what, against, both, pairs);
      } catch (error) {
        // What cannot be done at such a size is over every limit, and no reason not to measure the rest.
        yield { what, against, value: Number.POSITIVE_INFINITY, atMost: 1.2, unit: '×', note: `it fails: ${error}` };
      }
    }
  } finally {
    for (const hub of hubs) await hub.stop();
  }
}
