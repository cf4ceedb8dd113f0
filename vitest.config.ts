import { randomInt } from 'node:crypto';
import { defineConfig } from 'vitest/config';
import { createCountReporter } from './tests/support/count-reporter.ts';
import { createSeedReporter } from './tests/support/seed-reporter.ts';

const seconds = 1000;

const synthesized = 'tests/support/synthesized.ts';

/** Kinds of record of their own, which are not to be found among those that there are. */
const declaringRecords = 'tests/unit/records/**/*.test.ts';

const seed = process.env.TEST_SEED ?? String(randomInt(2 ** 31));

const project = (name: string, testTimeout: number, more = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], testTimeout, ...more },
});

export default defineConfig(({ mode }) => ({
  test: {
    env: { TEST_LONG: mode === 'long' ? 'yes' : 'no', TEST_SEED: seed },
    projects: [
      // To load the hub, or to synthesize it, takes seconds: what only looks at it shares what was loaded.
      project('unit', 10 * seconds, { isolate: false, exclude: [declaringRecords] }),
      project('records', 10 * seconds, { include: [declaringRecords] }),
      project('integration', 60 * seconds, {
        isolate: false,
        globalSetup: [synthesized, 'tests/support/shared-dynamodb-local.ts'],
      }),
      project('infra', 60 * seconds, { isolate: false, globalSetup: [synthesized, 'tests/support/bundled.ts'] }),
      project('e2e', 120 * seconds, { isolate: false, globalSetup: synthesized }),
      project('browser', 120 * seconds, { globalSetup: synthesized }),
    ],
    setupFiles: ['tests/support/require-node-24.ts', 'tests/support/seed.ts'],
    // Engines and the whole local platform are started in these.
    hookTimeout: 120 * seconds,
    // A third takes up to 3 GB more, and all of them longer: 510 s in place of 439, on two cores.
    maxWorkers: 2,
    reporters: ['default', createSeedReporter(seed), createCountReporter()],
    coverage: { provider: 'v8', include: ['shared/**/*.ts', 'functions/**/*.ts'], reporter: ['text', 'html'] },
  },
}));
