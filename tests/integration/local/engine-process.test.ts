import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEngineProcess } from '../../../infra/local/engines/child.ts';
import { until } from '../../support/platform.ts';

interface Found {
  readonly pid: number;
  readonly parent: number;
}

describe('an engine in a process of its own', () => {
  let stateDir: string;
  beforeEach(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'hub-process-'));
    mkdirSync(join(stateDir, 'logs'));
  });
  afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

  /** Its guard and itself: whatever runs with this test's mark among its arguments. */
  function processes(): Found[] {
    const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
    return lines
      .filter((line) => line.includes(basename(stateDir)))
      .map((line) => line.trim().split(/\s+/))
      .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
  }

  async function start() {
    const args = ['-e', 'setInterval(() => undefined, 1000)', basename(stateDir)];
    const engine = startEngineProcess({ name: 'sleeper', command: process.execPath, args, stateDir });
    const both = await until(
      async () => processes(),
      (found) => found.length === 2,
      5000,
      'the engine to run',
    );
    const guard = both.find(({ parent }) => parent === process.pid);
    const itself = both.find(({ parent }) => parent === guard?.pid);
    if (!guard || !itself) throw new Error('The guard and its engine are not there');
    return { engine, guard, itself };
  }
  const untilNoneIsLeft = () =>
    until(
      async () => processes(),
      (found) => found.length === 0,
      5000,
      'all processes to end',
    );

  it('ends when it is asked to, and that is no failure', async () => {
    const { engine } = await start();
    await engine.stop();
    await untilNoneIsLeft();
    await expect(Promise.race([engine.ended, 'no failure'])).resolves.toBe('no failure');
  });

  it('is told of by name when it was killed', async () => {
    const { engine, itself } = await start();
    process.kill(itself.pid, 'SIGKILL');
    await expect(engine.ended).rejects.toThrow('The engine sleeper ended by itself');
    await untilNoneIsLeft();
  });

  it('does not outlive its guard', async () => {
    const { engine, guard } = await start();
    process.kill(guard.pid, 'SIGKILL');
    await expect(engine.ended).rejects.toThrow('The engine sleeper ended by itself');
    await untilNoneIsLeft();
  });
});
