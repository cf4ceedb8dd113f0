import { randomUUID } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DeployedFunction } from '../template/deployment.ts';
import type { Time } from '../time.ts';
import type { WorkerReply, WorkerSettings } from './protocol.ts';

/** What Lambda answers to whoever invoked a function. */
export type Invocation =
  | { readonly ok: true; readonly payload: unknown }
  | { readonly ok: false; readonly errorType: string; readonly errorMessage: string };

export interface Runtime {
  /** @param started - called when a worker takes the event, which here may have to wait for one as it would not on Lambda */
  invoke(event: unknown, started?: () => void): Promise<Invocation>;
  /** Ends every process of the function at once; what it was doing fails. */
  kill(): void;
  stop(): Promise<void>;
}

export interface RuntimeDeps {
  readonly time: Time;
  readonly stateDir: string;
  /** What every function is given beside its own variables: region, credentials, endpoints. */
  readonly environment: (fn: DeployedFunction) => Readonly<Record<string, string>>;
}

/** Lambda takes and gives no more than this at once. */
const payloadLimit = 6 * 1024 * 1024;

/** Lambda runs as many at once as are called; two cores are better served by few. */
const mostWorkers = 4;

interface Job {
  readonly event: unknown;
  readonly started: (() => void) | undefined;
  settle(invocation: Invocation): void;
}

interface BusyWorker {
  readonly worker: Worker;
  ready: boolean;
  job: (Job & { readonly id: number; readonly timer: NodeJS.Timeout }) | undefined;
}

const failed = (errorType: string, errorMessage: string): Invocation => ({ ok: false, errorType, errorMessage });

/** One function: its workers, each with one event at a time and with its own environment only. */
export function createRuntime(fn: DeployedFunction, { time, stateDir, environment }: RuntimeDeps): Runtime {
  const log: WriteStream = createWriteStream(join(stateDir, 'logs', `${fn.name}.log`), { flags: 'a' });
  const workers = new Set<BusyWorker>();
  const waiting: Job[] = [];
  const timeoutMs = fn.Timeout * 1000;
  let jobs = 0;
  let stopping = false;

  function finish(one: BusyWorker, invocation: Invocation): void {
    const { job } = one;
    one.job = undefined;
    if (!job) return;
    clearTimeout(job.timer);
    if (!invocation.ok)
      log.write(`${JSON.stringify({ errorType: invocation.errorType, errorMessage: invocation.errorMessage })}\n`);
    job.settle(invocation);
  }

  function discard(one: BusyWorker, reason: Invocation): void {
    if (!workers.delete(one)) return;
    finish(one, reason);
    // A function that cannot even load fails whoever waits for it, as it does on Lambda.
    if (!one.ready) {
      log.write(`${JSON.stringify(reason)}\n`);
      waiting.shift()?.settle(reason);
    }
    void one.worker.terminate();
    next();
  }

  function start(): void {
    const workerData: WorkerSettings = {
      folder: fn.folder,
      handler: fn.Handler,
      functionName: fn.name,
      functionArn: fn.arn,
      memorySize: fn.MemorySize,
      clockOffset: time.offset,
    };
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData,
      env: { ...fn.environment, ...environment(fn) },
      stdout: true,
      stderr: true,
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    const one: BusyWorker = { worker, ready: false, job: undefined };
    workers.add(one);
    worker.stdout.pipe(log, { end: false });
    worker.stderr.pipe(log, { end: false });
    worker.on('message', (message: 'ready' | WorkerReply) => {
      if (message === 'ready') one.ready = true;
      else if (message.id === one.job?.id) {
        if (!message.ok) log.write(`${message.error.trace}\n`);
        finish(one, toInvocation(message));
      }
      next();
    });
    worker.on('error', (error) => discard(one, failed('Runtime.ExitError', error.message)));
    worker.on('exit', () => discard(one, failed('Runtime.ExitError', 'The function’s process ended')));
  }

  function toInvocation(reply: WorkerReply): Invocation {
    if (!reply.ok) return failed(reply.error.errorType, reply.error.errorMessage);
    if (reply.payload.length > payloadLimit)
      return failed(
        'Function.ResponseSizeTooLarge',
        'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      );
    return { ok: true, payload: JSON.parse(reply.payload) };
  }

  function next(): void {
    if (stopping) return;
    for (const one of workers) {
      if (!one.ready || one.job) continue;
      const job = waiting.shift();
      if (!job) return;
      jobs += 1;
      const id = jobs;
      const timer = setTimeout(() => {
        discard(one, failed('Sandbox.Timedout', `Task timed out after ${fn.Timeout} seconds`));
      }, timeoutMs);
      one.job = { ...job, id, timer };
      job.started?.();
      one.worker.postMessage({ id, event: job.event, requestId: randomUUID(), timeoutMs });
    }
    const starting = [...workers].filter(({ ready }) => !ready).length;
    if (waiting.length > starting && workers.size < mostWorkers) start();
  }

  return {
    invoke(event, started) {
      if (JSON.stringify(event).length > payloadLimit) {
        return Promise.resolve(failed('RequestEntityTooLarge', 'Request must be smaller than 6291456 bytes'));
      }
      return new Promise((settle) => {
        waiting.push({ event, started, settle });
        next();
      });
    },
    kill() {
      for (const one of [...workers]) discard(one, failed('Runtime.ExitError', 'The function’s process was killed'));
    },
    async stop() {
      stopping = true;
      for (const job of waiting.splice(0)) job.settle(failed('Runtime.ExitError', 'The platform is stopping'));
      await Promise.all(
        [...workers].map((one) => {
          if (one.job) finish(one, failed('Runtime.ExitError', 'The platform is stopping'));
          return one.worker.terminate();
        }),
      );
      await new Promise((ended) => log.end(ended));
    },
  };
}
