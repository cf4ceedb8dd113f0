import { defineConfig } from 'vitest/config';

const project = (name: string, testTimeout: number) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout, hookTimeout: 120_000 },
});

export default defineConfig({
  test: {
    projects: [project('unit', 10_000), project('integration', 60_000), project('infra', 60_000), project('e2e', 120_000)],
    maxWorkers: 2,
  },
});
