import { parentPort, workerData } from 'node:worker_threads';
import { followClock } from '../shifted-clock.ts';
import type { QueuesWorkerSettings } from './queues.ts';

const { dataDir, region, queues, clockOffset } = workerData as QueuesWorkerSettings;

// A message that is hidden for an hour is seen again when the platform's clock has moved by one.
followClock(clockOffset);
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
