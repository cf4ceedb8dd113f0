import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const Lock = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() })),
});

describe('the lock file', () => {
  const { packages } = Lock.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  const needed = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));

  it.each(['linux-x64', 'darwin-arm64', 'linux-arm64', 'win32-x64'])(
    'has every package that is built for a machine of its own, for %s too',
    (machine) => {
      const built = needed.filter((name) => name.split('/').at(-1)?.includes(machine));
      expect(built.length).toBeGreaterThan(3);
      for (const name of built) expect(Object.keys(packages)).toContain(`node_modules/${name}`);
    },
  );
});
