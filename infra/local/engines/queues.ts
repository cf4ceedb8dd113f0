import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StartFault } from '../fault.ts';
import type { DeployedQueue } from '../template/deployment.ts';
import type { Time } from '../time.ts';

export interface QueuesWorkerSettings {
  readonly dataDir: string;
  readonly region: string;
  readonly queues: readonly DeployedQueue[];
  readonly clockOffset: SharedArrayBuffer;
}

export interface RunningQueues {
  readonly endpoint: string;
  /** Rejects when the engine ends by itself. */
  readonly ended: Promise<never>;
  stop(): Promise<void>;
}

/** SQS, with every queue of the templates; its messages outlive the platform, and its time is the platform's. */
export async function startQueues(
  stateDir: string,
  region: string,
  queues: readonly DeployedQueue[],
  time: Time,
): Promise<RunningQueues> {
  const dataDir = join(stateDir, 'queues');
  mkdirSync(dataDir, { recursive: true });
  // Dead-letter queues first: a redrive policy names one that must be there.
  const ordered = [...queues].sort((a, b) => Number(Boolean(a.RedrivePolicy)) - Number(Boolean(b.RedrivePolicy)));
  const settings: QueuesWorkerSettings = { dataDir, region, queues: ordered, clockOffset: time.offset };
  const worker = new Worker(new URL('./queues-worker.ts', import.meta.url), {
    workerData: settings,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  let stopping = false;
  const ended = new Promise<never>((_, failed) => {
    worker.once('error', (error) => failed(new StartFault(`The engine for SQS ended by itself: ${error.message}`)));
    worker.once('exit', () => {
      if (!stopping) failed(new StartFault('The engine for SQS ended by itself'));
    });
  });
  ended.catch(() => undefined);
  const ready = new Promise<number>((listening) => {
    worker.once('message', ({ port }: { port: number }) => listening(port));
  });
  const port = await Promise.race([ready, ended]);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    ended,
    stop: async () => {
      stopping = true;
      await worker.terminate();
    },
  };
}
