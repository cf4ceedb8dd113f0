import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import type { DeployedFunction } from '../template/deployment.ts';
import type { Time } from '../time.ts';
import { type FunctionWorker, type Job, startFunctionWorker } from './function-worker.ts';
import { failed, type Invocation, payloadLimit } from './invocation.ts';
import type { Threads } from './threads.ts';

export type { Invocation } from './invocation.ts';

export interface Runtime {
  /** @param started - called when a worker takes the event, which here may have to wait for one as it would not on Lambda */
  invoke(event: unknown, started?: () => void): Promise<Invocation>;
  /** Whether it does something, or has something to do. */
  isBusy(): boolean;
  /** Ends every process of the function at once; what it was doing fails. */
  kill(): void;
  stop(): Promise<void>;
}

export interface RuntimeDeps {
  readonly threads: Threads;
  readonly time: Time;
  readonly stateDir: string;
  /** What every function is given beside its own variables: region, credentials, endpoints. */
  readonly environment: (fn: DeployedFunction) => Readonly<Record<string, string>>;
}

/** Lambda runs as many at once as are called; two cores are better served by few. */
const mostWorkers = 4;
/** How long what waits is left to those that there are: they are free again sooner than another one has loaded. */
const beforeAnotherMs = 25;

/** One function: the events that wait for it, and the workers that take them. */
export function createRuntime(fn: DeployedFunction, deps: RuntimeDeps): Runtime {
  const { stateDir } = deps;
  const logFile = join(stateDir, 'logs', `${fn.name}.log`);
  const log: WriteStream = createWriteStream(logFile, { flags: 'a' });
  const workers = new Set<FunctionWorker>();
  const waiting: Job[] = [];
  let another: NodeJS.Timeout | undefined;
  let stopping = false;

  function discard(worker: FunctionWorker, reason: Invocation): void {
    if (!workers.delete(worker)) return;
    worker.finish(reason);
    // A function that cannot even load fails whoever waits for it, as it does on Lambda.
    if (!worker.isReady()) {
      log.write(`${JSON.stringify(reason)}\n`);
      waiting.shift()?.settle(reason);
    }
    void worker.terminate();
    next();
  }

  function next(): void {
    if (stopping) return;
    for (const worker of workers) {
      if (!worker.isReady() || worker.isBusy()) continue;
      const job = waiting.shift();
      if (!job) return;
      worker.take(job);
    }
    if (waiting.length === 0) return;
    if (workers.size === 0) startWhereNeeded();
    else another ??= setTimeout(startWhereNeeded, beforeAnotherMs);
  }

  function startWhereNeeded(): void {
    clearTimeout(another);
    another = undefined;
    const isStarting = [...workers].some((worker) => !worker.isReady());
    if (stopping || waiting.length === 0 || isStarting || workers.size >= mostWorkers) return;
    workers.add(startFunctionWorker(fn, { ...deps, log, logFile, free: next, ended: discard }));
  }

  return {
    invoke(event, started) {
      const payload = JSON.stringify(event);
      if (payload.length > payloadLimit) {
        return Promise.resolve(failed('RequestEntityTooLarge', 'Request must be smaller than 6291456 bytes'));
      }
      return new Promise((settle) => {
        waiting.push({ event: payload, started, settle });
        next();
      });
    },
    isBusy: () => waiting.length > 0 || [...workers].some((worker) => worker.isBusy()),
    kill() {
      for (const worker of [...workers])
        discard(worker, failed('Runtime.ExitError', 'The function’s process was killed'));
    },
    async stop() {
      stopping = true;
      clearTimeout(another);
      const reason = failed('Runtime.ExitError', 'The platform is stopping');
      for (const job of waiting.splice(0)) job.settle(reason);
      await Promise.all(
        [...workers].map((worker) => {
          if (worker.isReady() && !worker.isBusy()) return worker.leave();
          worker.finish(reason);
          return worker.terminate();
        }),
      );
      await new Promise((ended) => log.end(ended));
    },
  };
}
