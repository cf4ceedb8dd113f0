import { existsSync } from 'node:fs';
import { createRequire, enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { followClock } from '../shifted-clock.ts';
import { logTo } from './log-to.ts';
import type { FromThread, ToThread, WorkerReply, WorkerRequest, WorkerSettings } from './protocol.ts';

interface Loaded {
  readonly settings: WorkerSettings;
  readonly handler: (event: unknown, context: unknown) => unknown;
  forget(): void;
}

// Lambda keeps what it has loaded for longer than a platform runs.
enableCompileCache();

function load(settings: WorkerSettings): Loaded {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, settings.environment);
  followClock(settings.clockOffset);
  logTo(settings.logFile);
  const [file = 'index', name = 'handler'] = settings.handler.split('.');
  const bundleFile = ['.cjs', '.js'].map((extension) => join(settings.folder, file + extension)).find(existsSync);
  if (bundleFile === undefined) throw new Error(`The bundle has no ${file}`);
  const require = createRequire(join(settings.folder, 'package.json'));
  const bundle = require(bundleFile) as Record<string, Loaded['handler']>;
  const handler = bundle[name];
  if (typeof handler !== 'function') throw new Error(`The bundle exports no ${name}`);
  return {
    settings,
    handler,
    forget: () => {
      delete require.cache[require.resolve(bundleFile)];
    },
  };
}

function contextOf({ requestId, timeoutMs }: WorkerRequest, settings: WorkerSettings) {
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

async function invoke(request: WorkerRequest, loaded: Loaded | undefined): Promise<WorkerReply> {
  try {
    const result = loaded && (await loaded.handler(JSON.parse(request.event), contextOf(request, loaded.settings)));
    return { id: request.id, ok: true, payload: JSON.stringify(result ?? null) };
  } catch (error) {
    const { name: errorType, message, stack } = error instanceof Error ? error : new Error(String(error));
    return { id: request.id, ok: false, error: { errorType, errorMessage: message, trace: stack ?? '' } };
  }
}

let loaded: Loaded | undefined;
const tell = (message: FromThread) => parentPort?.postMessage(message);

// What cannot be loaded ends the thread, as it ends a process of Lambda's.
parentPort?.on('message', async (message: ToThread) => {
  if (message === 'unload') {
    loaded?.forget();
    loaded = undefined;
    tell('unloaded');
  } else if ('load' in message) {
    loaded = load(message.load);
    tell('loaded');
  } else tell(await invoke(message.invoke, loaded));
});
