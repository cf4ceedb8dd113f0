import { randomUUID } from 'node:crypto';
import type { DeployedFunction } from '../template/deployment.ts';
import type { Time } from '../time.ts';
import { failed, type Invocation, payloadLimit } from './invocation.ts';
import type { WorkerReply } from './protocol.ts';
import type { Threads } from './threads.ts';

/** One event, for whoever waits for what becomes of it. */
export interface Job {
  /** JSON. */
  readonly event: string;
  readonly started: (() => void) | undefined;
  settle(invocation: Invocation): void;
}

/** One process of a function, with one event at a time and with its function's environment only. */
export interface FunctionWorker {
  /** Whether the function is loaded. */
  isReady(): boolean;
  isBusy(): boolean;
  take(job: Job): void;
  /** Settles the event that it has, if any. */
  finish(invocation: Invocation): void;
  terminate(): Promise<unknown>;
  /** Ends it once it does nothing, and leaves its thread to others. */
  leave(): Promise<unknown>;
}

export interface FunctionWorkerDeps {
  readonly threads: Threads;
  readonly time: Time;
  readonly environment: (fn: DeployedFunction) => Readonly<Record<string, string>>;
  readonly log: NodeJS.WritableStream;
  /** Where the log lies: the worker writes to it, too. */
  readonly logFile: string;
  /** Called whenever it may have become able to take an event. */
  readonly free: () => void;
  /** Called where it cannot go on: it ended, or its event took longer than the function may. */
  readonly ended: (worker: FunctionWorker, reason: Invocation) => void;
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

export function startFunctionWorker(fn: DeployedFunction, deps: FunctionWorkerDeps): FunctionWorker {
  const { log, free, ended } = deps;
  const timeoutMs = fn.Timeout * 1000;
  let isReady = false;
  let jobs = 0;
  let current: { readonly job: Job; readonly timer: NodeJS.Timeout } | undefined;

  const worker: FunctionWorker = {
    isReady: () => isReady,
    isBusy: () => current !== undefined,
    take(job) {
      jobs += 1;
      const timer = setTimeout(() => {
        ended(worker, failed('Sandbox.Timedout', `Task timed out after ${fn.Timeout} seconds`));
      }, timeoutMs);
      current = { job, timer };
      job.started?.();
      thread.post({ invoke: { id: jobs, event: job.event, requestId: randomUUID(), timeoutMs } });
    },
    finish(invocation) {
      const finished = current;
      current = undefined;
      if (!finished) return;
      clearTimeout(finished.timer);
      if (!invocation.ok)
        log.write(`${JSON.stringify({ errorType: invocation.errorType, errorMessage: invocation.errorMessage })}\n`);
      finished.job.settle(invocation);
    },
    terminate: () => thread.terminate(),
    leave: () => thread.giveBack(),
  };

  const settings = {
    folder: fn.folder,
    handler: fn.Handler,
    functionName: fn.name,
    functionArn: fn.arn,
    memorySize: fn.MemorySize,
    environment: { ...fn.environment, ...deps.environment(fn) },
    clockOffset: deps.time.offset,
    logFile: deps.logFile,
  };
  const thread = deps.threads.load(settings, log, {
    heard(message) {
      if (message === 'loaded') isReady = true;
      else if (message !== 'unloaded' && current && message.id === jobs) {
        if (!message.ok) log.write(`${message.error.trace}\n`);
        worker.finish(toInvocation(message));
      }
      free();
    },
    ended: (why) => ended(worker, failed('Runtime.ExitError', why?.message ?? 'The function’s process ended')),
  });
  return worker;
}
