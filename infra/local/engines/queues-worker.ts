import { enableCompileCache } from 'node:module';
import { Server } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { followClock } from '../shifted-clock.ts';
import type { QueuesWorkerSettings } from './queues.ts';

const { dataDir, region, queues, clockOffset } = workerData as QueuesWorkerSettings;

// A message that is hidden for an hour is seen again when the platform's clock has moved by one.
followClock(clockOffset);

// The engine would listen on every interface, and takes no other wish: whatever listens in this thread listens here only.
const { listen } = Server.prototype;
Server.prototype.listen = function listenHereOnly(this: Server, ...args: unknown[]) {
  const [options, ...rest] = args;
  const here = typeof options === 'object' ? { ...options, host: '127.0.0.1' } : options;
  return Reflect.apply(listen, this, [here, ...rest]) as Server;
} as typeof listen;

// The engine looks fifty times a second at each queue that is waited at, for messages whose time has come; those that are sent wake who waits.
const lookEveryMs = 250;
const { setInterval } = globalThis;
globalThis.setInterval = ((act: () => void, everyMs = 0, ...args: []) =>
  setInterval(act, Math.max(lookEveryMs, everyMs), ...args)) as typeof setInterval;
enableCompileCache();
const { startFauxqs } = await import('fauxqs');

const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false, dataDir, defaultRegion: region });
for (const { name, FifoQueue, VisibilityTimeout, RedrivePolicy } of queues) {
  if (server.inspectQueue(name)) continue;
  server.createQueue(name, {
    region,
    attributes: {
      VisibilityTimeout: String(VisibilityTimeout),
      ...(FifoQueue && { FifoQueue: 'true' }),
      ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
    },
  });
}
parentPort?.postMessage({ port: server.port });
