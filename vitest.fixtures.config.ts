import { defineConfig } from 'vitest/config';

/** `npm run fixtures`: writes what this release stores, sends and queues into tests/fixtures/releases. */
export default defineConfig({
  test: {
    include: ['tests/fixtures/make.ts'],
    globalSetup: 'tests/support/synthesized.ts',
    setupFiles: ['tests/support/require-node-24.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
