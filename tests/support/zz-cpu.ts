import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, expect } from 'vitest';

let c0: NodeJS.CpuUsage, t0: number;
beforeAll(() => {
  c0 = process.cpuUsage();
  t0 = performance.now();
});
afterAll(() => {
  const c = process.cpuUsage(c0);
  appendFileSync(
    '/tmp/cpu.csv',
    `${expect.getState().testPath?.replace('/work/main/', '')},${((c.user + c.system) / 1e6).toFixed(2)},${((performance.now() - t0) / 1e3).toFixed(2)},${process.pid},${(process.memoryUsage().rss / 1e6).toFixed(0)}\n`,
  );
});
