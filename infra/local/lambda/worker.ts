import { existsSync } from 'node:fs';
import { createRequire, enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { followClock } from '../shifted-clock.ts';
import { logTo } from './log-to.ts';
import type { WorkerReply, WorkerRequest, WorkerSettings } from './protocol.ts';

const settings = workerData as WorkerSettings;

followClock(settings.clockOffset);
logTo(settings.logFile);
// Lambda keeps what it has loaded for longer than a platform runs.
enableCompileCache();

const [file = 'index', name = 'handler'] = settings.handler.split('.');
const bundleFile = ['.cjs', '.js'].map((extension) => join(settings.folder, file + extension)).find(existsSync);
if (bundleFile === undefined) throw new Error(`The bundle has no ${file}`);
const bundle = createRequire(join(settings.folder, 'package.json'))(bundleFile) as Record<
  string,
  (event: unknown, context: unknown) => unknown
>;
const handler = bundle[name];
if (typeof handler !== 'function') throw new Error(`The bundle exports no ${name}`);

function contextOf({ requestId, timeoutMs }: WorkerRequest) {
  const deadline = performance.now() + timeoutMs;
  return {
    awsRequestId: requestId,
    functionName: settings.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: settings.functionArn,
    memoryLimitInMB: String(settings.memorySize),
    logGroupName: settings.functionName,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

async function invoke(request: WorkerRequest): Promise<WorkerReply> {
  try {
    const result = await handler?.(JSON.parse(request.event), contextOf(request));
    return { id: request.id, ok: true, payload: JSON.stringify(result ?? null) };
  } catch (error) {
    const { name: errorType, message, stack } = error instanceof Error ? error : new Error(String(error));
    return { id: request.id, ok: false, error: { errorType, errorMessage: message, trace: stack ?? '' } };
  }
}

parentPort?.on('message', async (request: WorkerRequest) => parentPort?.postMessage(await invoke(request)));
parentPort?.postMessage('ready');
