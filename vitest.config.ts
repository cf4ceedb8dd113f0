import { defineConfig } from 'vitest/config';
import { createCountReporter } from './tests/support/count-reporter.ts';

const seconds = 1000;

const project = (name: string, testTimeout: number, more = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout, ...more },
});

export default defineConfig(({ mode }) => ({
  test: {
    env: { TEST_LONG: mode === 'long' ? 'yes' : 'no' },
    projects: [
      project('unit', 10 * seconds),
      project('integration', 60 * seconds, { globalSetup: 'tests/support/shared-dynamodb-local.ts' }),
      // What is synthesized is looked at by many, and takes seconds each time.
      project('infra', 60 * seconds, { isolate: false }),
      project('e2e', 120 * seconds),
    ],
    setupFiles: ['tests/support/require-node-24.ts'],
    // Engines and the whole local platform are started in these.
    hookTimeout: 120 * seconds,
    maxWorkers: 2,
    reporters: ['default', createCountReporter()],
    coverage: { provider: 'v8', include: ['shared/**/*.ts', 'functions/**/*.ts'], reporter: ['text', 'html'] },
  },
}));
