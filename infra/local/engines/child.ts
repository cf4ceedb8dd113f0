import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFault } from '../fault.ts';

/** Runs a command and ends it when its own input closes, as it does when the platform dies, however it dies. */
const guard = `
const { spawn } = require('node:child_process');
const [command, ...args] = process.argv.slice(1);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', () => process.exit(127));
child.on('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', () => child.kill('SIGKILL')).on('error', () => child.kill('SIGKILL')).resume();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
`;

/** A guard leads a group of its own, and its engine is in it. */
function killGroupOf(guard: ChildProcess): void {
  try {
    if (guard.pid !== undefined) process.kill(-guard.pid, 'SIGKILL');
  } catch {
    // Nobody is left in it.
  }
}

export interface EngineProcess {
  /** Rejects when the engine ends by itself. */
  readonly ended: Promise<never>;
  stop(): Promise<void>;
}

/** An engine in a process of its own, which never outlives the platform. Its output goes to a log in the state folder. */
export function startEngineProcess(options: {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly stateDir: string;
  readonly cwd?: string;
}): EngineProcess {
  const log = openSync(join(options.stateDir, 'logs', `${options.name}.log`), 'a');
  const child: ChildProcess = spawn(process.execPath, ['-e', guard, options.command, ...options.args], {
    stdio: ['pipe', log, log],
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    // In a group of its own: Ctrl-C goes to the whole group of the terminal, but the platform ends its engines itself, in order.
    detached: true,
  });
  closeSync(log);
  let stopping = false;
  const exited = new Promise<number | null>((resolve) =>
    child.once('exit', (code, signal) => {
      // A guard that was killed took nobody with it.
      if (signal !== null) killGroupOf(child);
      resolve(code);
    }),
  );
  const ended = exited.then((code): never | Promise<never> => {
    if (stopping) return new Promise<never>(() => undefined);
    throw new StartFault(
      `The engine ${options.name} ended by itself (${code ?? 'killed'}). Its log is ${join(options.stateDir, 'logs', `${options.name}.log`)}`,
    );
  });
  ended.catch(() => undefined);
  return {
    ended,
    async stop() {
      stopping = true;
      child.stdin?.end();
      const late = sleep(3000, 'late', { ref: false });
      if ((await Promise.race([exited, late])) === 'late') child.kill('SIGKILL');
    },
  };
}

/** Waits until an engine answers. @throws StartFault when it ends first, or does not answer in time */
export async function untilReady(name: string, engine: EngineProcess, probe: () => Promise<unknown>): Promise<void> {
  const attempts = async () => {
    for (let attempt = 0; attempt < 400; attempt += 1) {
      try {
        await probe();
        return;
      } catch {
        await sleep(25);
      }
    }
    throw new StartFault(`The engine ${name} did not answer within ten seconds`);
  };
  await Promise.race([attempts(), engine.ended]);
}
