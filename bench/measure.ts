/** One line of the table: a cost beside a floor that was measured in the same run. */
export interface Row {
  readonly what: string;
  readonly against: string;
  /** Cost over floor; or a count, where a count is what is bounded. Of times, by the clock on the wall. */
  readonly value: number;
  /** The same of the time that a processor was busy, which others on the machine disturb less. */
  readonly cpu?: number;
  /** Left out where a figure is told beside another, and nothing is asked of it. */
  readonly atMost?: number;
  readonly unit: '×' | 'KB' | 'round trips' | 'write units' | 'read units' | 'people' | 's';
  readonly note?: string;
}

/** How long something took, in milliseconds. */
export interface Times {
  readonly wall: number;
  /** Of the process that was measured, in all of its threads. */
  readonly cpu: number;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

export const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

/** How long something takes in this process. */
export async function timed(work: () => unknown): Promise<Times> {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  return { wall: performance.now() - start, cpu: milliseconds(process.cpuUsage(before)) };
}

/** What two things took that were measured in turn: of each the median, and the median of the ratios, pair by pair. */
export interface Compared {
  readonly ratio: Times;
  readonly cost: Times;
  readonly floor: Times;
}

export function comparedBy(pairs: readonly (readonly [cost: Times, floor: Times])[]): Compared {
  const medianOf = (times: readonly Times[]): Times => ({
    wall: median(times.map(({ wall }) => wall)),
    cpu: median(times.map(({ cpu }) => cpu)),
  });
  return {
    ratio: medianOf(pairs.map(([cost, floor]) => ({ wall: cost.wall / floor.wall, cpu: cost.cpu / floor.cpu }))),
    cost: medianOf(pairs.map(([cost]) => cost)),
    floor: medianOf(pairs.map(([, floor]) => floor)),
  };
}

/** Measures two things in turn, A B A B …, so that a machine whose speed drifts drifts for both. The first pairs warm up. */
export async function inTurn(
  cost: () => Promise<Times>,
  floor: () => Promise<Times>,
  { pairs, warmUps = 2 }: { readonly pairs: number; readonly warmUps?: number },
): Promise<Compared> {
  const measured: [Times, Times][] = [];
  for (let pair = -warmUps; pair < pairs; pair += 1) {
    const both: [Times, Times] = [await cost(), await floor()];
    if (pair >= 0) measured.push(both);
  }
  return comparedBy(measured);
}

/** @param each - how many were measured at once: the note tells what one took */
export function timesRow(
  row: Pick<Row, 'what' | 'against' | 'atMost'>,
  { ratio, cost, floor }: Compared,
  each = 1,
): Row {
  const of = (ms: number) => (ms / each).toFixed(ms / each < 100 ? 2 : 0);
  const note = `${of(cost.wall)} ms beside ${of(floor.wall)} ms; processor ${of(cost.cpu)} beside ${of(floor.cpu)}`;
  return { ...row, value: ratio.wall, cpu: ratio.cpu, unit: '×', note };
}

/** @param of - what is counted, for the note: a ratio alone does not say how much it is */
export const ratioRow = (
  row: Pick<Row, 'what' | 'against' | 'atMost'>,
  cost: number,
  floor: number,
  of: string,
): Row => ({
  ...row,
  value: cost / floor,
  unit: '×',
  note: `${cost.toFixed(2)} ${of} beside ${floor.toFixed(2)}`,
});
