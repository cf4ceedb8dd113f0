import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient, type _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { createFaults } from './aws/faults.ts';
import { createLeadingKeys } from './aws/leading-keys.ts';
import { scanService, suppressionService } from './aws/own-services.ts';
import { createPermissions } from './aws/permissions.ts';
import { createAwsProxy } from './aws/proxy.ts';
import { createControl } from './control.ts';
import { startCognito } from './engines/cognito.ts';
import { chooseEngine, type DynamoDbEngine, startDynamoDb } from './engines/dynamodb.ts';
import { startQueues } from './engines/queues.ts';
import { createOutbox, startMail } from './engines/ses.ts';
import { StartFault } from './fault.ts';
import { createGateway } from './gateway/gateway.ts';
import { createMacKeys } from './kms/mac-keys.ts';
import { createRuntime } from './lambda/runtime.ts';
import { createMailGate } from './mail-gate.ts';
import { createS3Gate } from './s3/gate.ts';
import { createObjects } from './s3/objects.ts';
import { startScanner } from './s3/scanner.ts';
import { openState } from './state.ts';
import { createSuppressionList } from './suppression-list.ts';
import { startSweeper } from './sweeper.ts';
import { readAssembly } from './template/assembly.ts';
import { type DeployedFunction, deploymentOf } from './template/deployment.ts';
import { createTime } from './time.ts';
import { createDeadLetter } from './triggers/dead-letters.ts';
import type { Loop } from './triggers/loop.ts';
import { startNotifications } from './triggers/notifications.ts';
import { startQueue } from './triggers/queues.ts';
import { startSchedules } from './triggers/schedules.ts';
import { startStream } from './triggers/streams.ts';

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
}

export interface Platform {
  readonly url: string;
  readonly engine: DynamoDbEngine;
  /** A page that shows the mail. */
  readonly inbox: string;
  /** What is stored, past every function and its permissions: for tests that look at it. */
  readonly stored: {
    readonly client: DynamoDBClient;
    readonly tables: readonly string[];
    /** Keys of objects, in any version. */
    readonly objects: () => string[];
  };
  /** Rejects when an engine ends by itself. */
  readonly broken: Promise<never>;
  stop(): Promise<void>;
}

/** Lambda reads a queue with several at once, too. */
const queuePollers = 2;

const account = '000000000000';
const region = 'eu-west-2';

function listen(server: Server, port: number): Promise<number> {
  return new Promise((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      failed(
        error.code === 'EADDRINUSE'
          ? new StartFault(`Port ${port} is in use: stop what listens there, or choose another (PORT=3001 npm start)`)
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      listening(typeof address === 'object' && address ? address.port : port);
    });
  });
}

const close = (server: Server) =>
  new Promise<void>((closed) => {
    server.close(() => closed());
    server.closeAllConnections();
  });

/** Appended rather than resolved: `//[` is a path to an HTTP server, and no URL to a resolver. */
const addressOf = (base: string, target = '/'): URL => new URL(target.startsWith('/') ? base + target : base);

/** The name under which a person knows a function; AWS's own would be longer. */
const accessKeyOf = (index: number): string => `AKIALOCAL${String(index).padStart(11, '0')}`;

/** Starts everything that an assembly needs on this machine, bound to 127.0.0.1, and serves its API. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { stateDir } = options;
  const front = createServer({ keepAliveTimeout: 60_000, maxHeaderSize: 32 * 1024 });
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };

  try {
    // First of all, so that a port in use is said before anything is started or forgotten.
    const port = await listen(front, options.port);
    stops.push(() => close(front));
    const url = `http://127.0.0.1:${port}`;

    const state = openState(stateDir, options.fresh);
    stops.push(() => state.close());
    const time = createTime(state, options.clock);

    // Its address goes into what is deployed, so that it listens before there is anything to answer with.
    const proxy = createServer({ keepAliveTimeout: 60_000 });
    const proxyPort = await listen(proxy, 0);
    stops.push(() => close(proxy));
    const proxyUrl = `http://127.0.0.1:${proxyPort}`;
    const deployment = deploymentOf(readAssembly(options.assembly), { account, region, queueEndpoint: proxyUrl });

    const engine = options.engine ?? chooseEngine();
    const [dynamoDb, queues, mail, cognito] = await Promise.all([
      startDynamoDb(engine, stateDir, region),
      startQueues(stateDir, region, deployment.queues, time),
      startMail(),
      startCognito(stateDir, region, deployment.pools),
    ]);
    stops.push(
      () => dynamoDb.process.stop(),
      () => cognito.process.stop(),
      queues.stop,
      mail.stop,
    );
    for (const table of deployment.tables) await dynamoDb.createTable(table);

    const outbox = createOutbox(state, time);
    const suppressionList = createSuppressionList(state);
    const permissions = createPermissions(deployment.naming);
    const faults = createFaults();
    const callers = new Map(deployment.functions.map((fn, index) => [accessKeyOf(index), fn]));
    const accessKeys = new Map([...callers].map(([key, fn]) => [fn.arn, key]));
    const environment = (fn: DeployedFunction) => ({
      AWS_REGION: region,
      AWS_LAMBDA_FUNCTION_NAME: fn.name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.MemorySize),
      AWS_ACCESS_KEY_ID: accessKeys.get(fn.arn) ?? '',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: proxyUrl,
      AWS_ENDPOINT_URL_SQS: proxyUrl,
      AWS_ENDPOINT_URL_SES: proxyUrl,
      AWS_ENDPOINT_URL_SESV2: proxyUrl,
      AWS_ENDPOINT_URL_S3: proxyUrl,
      AWS_ENDPOINT_URL_GUARDDUTY: proxyUrl,
      AWS_ENDPOINT_URL_KMS: proxyUrl,
      TZ: 'UTC',
    });
    const runtimes = new Map(
      deployment.functions.map((fn) => [fn.arn, createRuntime(fn, { time, stateDir, environment })]),
    );
    const byName = new Map(deployment.functions.map(({ name, arn }) => [name, arn]));
    /** By ARN or, as event source mappings have it, by name. */
    const runtimeOf = (function_: string) => runtimes.get(byName.get(function_) ?? function_);
    stops.push(async () => {
      await Promise.all([...runtimes.values()].map((runtime) => runtime.stop()));
    });

    const deadLetter = createDeadLetter(
      () => queues.endpoint,
      new Map(deployment.queues.map((queue) => [queue.arn, queue.url])),
    );
    const notifications = startNotifications({ deployment, runtimeOf, state, deadLetter });
    const objects = createObjects(state);
    const scanner = startScanner({ objects, notifications, state, buckets: deployment.buckets });
    const keepEmail = createMailGate({ outbox, suppressionList, notifications, deployment, state, time });
    const answerAws = createAwsProxy({
      known: { naming: deployment.naming, leadingKeys: createLeadingKeys(deployment.tables) },
      permissions,
      faults,
      callers,
      s3: createS3Gate({
        buckets: deployment.buckets,
        keyPolicies: deployment.keyPolicies,
        objects,
        permissions,
        naming: deployment.naming,
        callers,
        time,
      }),
      engines: () => ({ dynamodb: dynamoDb.endpoint, sqs: queues.endpoint, ses: mail.endpoint }),
      ownServices: {
        sesv2: suppressionService(suppressionList.clear),
        guardduty: scanService(scanner.scanAgain),
        kms: createMacKeys(state, deployment.macKeys),
      },
      keyPolicies: deployment.keyPolicies,
      kill: (accessKeyId) => {
        const fn = callers.get(accessKeyId);
        if (fn) runtimes.get(fn.arn)?.kill();
      },
      accepted: (call, answer) => {
        if (call.service === 'ses') keepEmail(call, answer.body.toString('utf8'));
      },
    });
    proxy.on('request', answerAws);

    const sweeper = startSweeper({ client: dynamoDb.client, tables: deployment.tables, time, state });
    const schedules = startSchedules({
      schedules: deployment.schedules,
      naming: deployment.naming,
      runtimeOf,
      time,
      state,
      deadLetter,
    });
    const triggers: Loop[] = [notifications, scanner, sweeper, schedules];

    const streamsClient = new DynamoDBStreamsClient({
      endpoint: dynamoDb.endpoint,
      region,
      credentials: { accessKeyId: 'platform', secretAccessKey: 'platform' },
    });
    for (const mapping of deployment.mappings) {
      const runtime = runtimeOf(mapping.FunctionName);
      if (!runtime) throw new StartFault(`An event source feeds ${mapping.FunctionName}, which is no function here`);
      const table = deployment.tables.find(({ arn }) => mapping.EventSourceArn.startsWith(`${arn}/stream`));
      const queue = deployment.queues.find(({ arn }) => arn === mapping.EventSourceArn);
      if (table) {
        const streamArn = await dynamoDb.streamArn(table.name);
        const deletedByTtl = (record: StreamRecord) => sweeper.deleted(table, record);
        triggers.push(
          startStream({ client: streamsClient, streamArn, mapping, runtime, state, deadLetter, deletedByTtl }),
        );
      } else if (queue) {
        for (let poller = 0; poller < queuePollers; poller += 1) {
          triggers.push(startQueue({ endpoint: queues.endpoint, queue, mapping, runtime }));
        }
      } else throw new StartFault(`There is no stand-in for the event source ${mapping.EventSourceArn}`);
    }
    stops.push(async () => {
      await Promise.all(triggers.map((trigger) => trigger.stop()));
    });

    const gateway = createGateway({ deployment, cognito, runtimeOf, time });
    const control = createControl({
      deployment,
      outbox,
      time,
      schedules,
      sweeper,
      permissions,
      faults,
      scanner,
      cognito,
      openApi: options.openApi,
      inbox: mail.endpoint,
    });
    front.on('request', (request, response) => {
      const answer = async () => {
        const address = addressOf(url, request.url);
        await (control(request, response, address) ?? gateway(request, response, address));
      };
      answer().catch((error: unknown) => {
        // A caller who hangs up is no fault of the platform.
        const hungUp = request.readableAborted || request.destroyed;
        if (!hungUp) console.error(error);
        if (hungUp || response.headersSent) response.destroy();
        else response.writeHead(500).end();
      });
    });
    const written = join(stateDir, 'url');
    writeFileSync(written, url);
    stops.push(() => rmSync(written, { force: true }));

    return {
      url,
      engine,
      inbox: mail.endpoint,
      stored: {
        client: dynamoDb.client,
        tables: deployment.tables.map(({ name }) => name),
        objects: () => deployment.buckets.flatMap(({ name }) => objects.versions(name, '').map(({ key }) => key)),
      },
      broken: Promise.race([dynamoDb.process.ended, cognito.process.ended, queues.ended]),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
