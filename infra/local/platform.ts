import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { startAws } from './aws/aws.ts';
import { createControl } from './control/control.ts';
import { chooseEngine, type DynamoDbEngine } from './engines/dynamodb.ts';
import { startEngines } from './engines/engines.ts';
import { createFront } from './front.ts';
import { createGateway } from './gateway/gateway.ts';
import { createFunctions } from './lambda/functions.ts';
import { createThreads, type Threads } from './lambda/threads.ts';
import { createLoadPractices } from './practices.ts';
import { close, listen } from './servers.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import { openState } from './state.ts';
import { type Stored, storedIn } from './stored.ts';
import { readAssembly } from './template/assembly.ts';
import { deploymentOf } from './template/deployment.ts';
import { createTime } from './time.ts';
import { createBell } from './triggers/bell.ts';
import { createDeadLetter } from './triggers/dead-letters.ts';
import type { Loop } from './triggers/loop.ts';
import { startNotifications } from './triggers/notifications.ts';
import { startTriggers } from './triggers/triggers.ts';

export interface PlatformOptions {
  /** Folder of the synthesized stacks. */
  readonly assembly: string;
  readonly stateDir: string;
  /** 0 for any free one. */
  readonly port: number;
  /** Forgets what an earlier run left. */
  readonly fresh: boolean;
  readonly clock?: Date;
  readonly engine?: DynamoDbEngine;
  readonly openApi: string;
  /** Whoever starts one platform after another hands over the same, so that threads are used again. */
  readonly threads?: Threads;
}

export interface Platform {
  readonly url: string;
  /** Where functions reach AWS, each with an access key of its own. */
  readonly aws: string;
  readonly engine: DynamoDbEngine;
  /** A page that shows the mail. */
  readonly inbox: string;
  readonly stored: Stored;
  /** Rejects when an engine ends by itself. */
  readonly broken: Promise<never>;
  stop(): Promise<void>;
}

const account = '000000000000';
const region = 'eu-west-2';

/** As several people book at once, what they write goes to the readers of streams in batches. */
const gatherMs = 20;

/** What is to be ended with the platform, each as soon as it has begun. */
type Ends = (end: () => Promise<void> | void) => void;

/** Starts everything that an assembly needs on this machine, bound to 127.0.0.1, and serves its API. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const started = await startParts(options, (end) => stops.push(end));
    return { ...started, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param ends - called in the order in which things begin; they end in the opposite one */
async function startParts(options: PlatformOptions, ends: Ends): Promise<Omit<Platform, 'stop'>> {
  const { stateDir } = options;
  // First of all, so that a port in use is said before anything is started or forgotten.
  const front = createServer({ keepAliveTimeout: 60_000, maxHeaderSize: 32 * 1024 });
  const url = await openAt(front, options.port, ends);

  const state = openState(stateDir, options.fresh);
  ends(() => state.close());
  const time = createTime(state, options.clock);

  // Its address goes into what is deployed, so that it listens before there is anything to answer with.
  const proxy = createServer({ keepAliveTimeout: 60_000 });
  const proxyUrl = await openAt(proxy, 0, ends);
  const deployment = deploymentOf(readAssembly(options.assembly), { account, region, queueEndpoint: proxyUrl });

  const engine = options.engine ?? chooseEngine();
  const engines = await startEngines({ dynamoDbEngine: engine, stateDir, deployment, time });
  ends(engines.stop);
  const { dynamoDb, queues, mail, cognito } = engines;
  for (const table of deployment.tables) await dynamoDb.createTable(table);

  const functions = createFunctions(deployment.functions, {
    region,
    proxyUrl,
    url,
    time,
    stateDir,
    threads: options.threads ?? createThreads(),
  });
  ends(functions.stop);
  const { runtimeOf } = functions;

  const loops: Loop[] = [];
  ends(async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
  });
  const deadLetter = createDeadLetter(
    () => queues.endpoint,
    new Map(deployment.queues.map((queue) => [queue.arn, queue.url])),
  );
  const notifications = startNotifications({ deployment, runtimeOf, state, deadLetter });
  const written = createBell(gatherMs);
  const aws = startAws({ deployment, engines, functions, notifications, state, time, written, url });
  proxy.on('request', aws.answer);
  loops.push(notifications, aws.scanner);
  const triggers = await startTriggers(
    { deployment, engines, functions, state, time, deadLetter, objects: aws.objects, written },
    (loop) => loops.push(loop),
  );

  const control = createControl({
    ...aws,
    ...triggers,
    deployment,
    isBusy: () => functions.isBusy() || loops.some((loop) => loop.isBusy?.()),
    time,
    cognito,
    loadPractices: createLoadPractices({ client: dynamoDb.client, deployment, time }),
    openApi: options.openApi,
    inbox: mail.endpoint,
  });
  const gateway = createGateway({ deployment, cognito, runtimeOf, time });
  const signIn = createSignIn({ url, pools: deployment.pools, cognito });
  front.on('request', createFront(url, [signIn, control, gateway]));
  writeUrl(join(stateDir, 'url'), url, ends);

  return {
    url,
    aws: proxyUrl,
    engine,
    inbox: mail.endpoint,
    stored: storedIn(engines, aws, { deployment, notifications }),
    broken: engines.broken(),
  };
}

async function openAt(server: Server, port: number, ends: Ends): Promise<string> {
  const listening = await listen(server, port);
  ends(() => close(server));
  return `http://127.0.0.1:${listening}`;
}

/** For those who ask the running platform for something, wherever it listens. */
function writeUrl(file: string, url: string, ends: Ends): void {
  writeFileSync(file, url);
  ends(() => rmSync(file, { force: true }));
}
