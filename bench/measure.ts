/** One line of the table: a cost beside a floor that was measured in the same run. */
export interface Row {
  readonly what: string;
  readonly against: string;
  /** Cost over floor; or a count, where a count is what is bounded. */
  readonly value: number;
  readonly atMost: number;
  readonly unit: '×' | 'KB' | 'round trips' | 'write units' | 'people';
  readonly note?: string;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** How many milliseconds something takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Times two things in turn, A B A B …, so that a machine whose speed drifts drifts for both.
 *
 * @returns the median of the ratios, pair by pair, and each one's median in milliseconds
 */
export async function ratioOf(cost: () => unknown, floor: () => unknown, pairs: number) {
  const costs: number[] = [];
  const floors: number[] = [];
  for (let pair = -2; pair < pairs; pair += 1) {
    const [c, f] = [await timed(cost), await timed(floor)];
    // The first pairs warm up.
    if (pair >= 0) {
      costs.push(c);
      floors.push(f);
    }
  }
  const ratios = costs.map((c, index) => c / (floors[index] ?? Number.NaN));
  return { ratio: median(ratios), costMs: median(costs), floorMs: median(floors) };
}
