import { defineConfig } from 'vitest/config';

/** The tests that the rules themselves have: what `npm run mutate` holds them against. */
export default defineConfig({
  test: {
    include: ['tests/unit/domain/**/*.test.ts'],
    setupFiles: ['tests/support/require-node-24.ts'],
    testTimeout: 10_000,
  },
});
