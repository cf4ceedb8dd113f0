import type { Reporter } from 'vitest/node';

/** Prints as a run begins by which seed its samples are taken. */
export const createSeedReporter = (seed: string, print: (line: string) => void = console.log): Reporter => ({
  onTestRunStart: () => print(`TEST_SEED=${seed} takes the same samples again\n`),
});
