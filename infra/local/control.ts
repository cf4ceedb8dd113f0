import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { FaultRequest, type Faults } from './aws/faults.ts';
import type { Permissions } from './aws/permissions.ts';
import type { RunningCognito } from './engines/cognito.ts';
import type { Outbox } from './engines/ses.ts';
import type { Scanner } from './s3/scanner.ts';
import type { Sweeper } from './sweeper.ts';
import { absentLocally, type Deployment } from './template/deployment.ts';
import type { Time } from './time.ts';
import type { Schedules } from './triggers/schedules.ts';

export interface ControlDeps {
  readonly deployment: Deployment;
  readonly outbox: Outbox;
  readonly time: Time;
  readonly schedules: Schedules;
  readonly sweeper: Sweeper;
  readonly permissions: Permissions;
  readonly faults: Faults;
  readonly scanner: Scanner;
  readonly cognito: RunningCognito;
  /** File of the API's description. */
  readonly openApi: string;
  /** Page that shows the mail. */
  readonly inbox: string;
}

const longestWaitSeconds = 60;

const ScanningChange = z.strictObject({ on: z.boolean() });
const ClockChange = z.strictObject({ now: z.iso.datetime({ offset: true }) });
const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.png': 'image/png',
};

const docsPage = `<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>API of the training hub</title>
<link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="api"></div><script src="/docs/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', docExpansion: 'none' })</script></body></html>`;

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(`${JSON.stringify(body, null, 2)}\n`);
};

async function readJson(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await text(request));
  } catch {
    return undefined;
  }
}

/** What only a local platform has: the mail, the clock, the schedules, the sweeper, refused calls, and asked-for failures. */
export function createControl(deps: ControlDeps) {
  const { deployment, outbox, time, schedules, sweeper, permissions, faults, cognito } = deps;

  /** A learner's email, or the name of a group of staff. */
  async function tokenOf(who: string): Promise<string | undefined> {
    const staff = deployment.pools.find(({ groups }) => groups.includes(who));
    if (staff) return cognito.tokenOf(staff, { email: `${who}@hub.example`, groups: [who] });
    const learners = deployment.pools.find(({ selfSignUp }) => selfSignUp);
    return learners && who.includes('@')
      ? cognito.tokenOf(learners, { email: who.toLowerCase(), groups: [] })
      : undefined;
  }

  /** Newest first. With `wait`, so many seconds are given to an email that is still on its way. */
  async function emailsAskedFor({ searchParams }: URL): Promise<unknown[]> {
    const asked = { to: searchParams.get('to') ?? undefined, subject: searchParams.get('subject') ?? undefined };
    const until = Date.now() + Math.min(Number(searchParams.get('wait') ?? 0), longestWaitSeconds) * 1000;
    let emails = await outbox.list(asked);
    while (emails.length === 0 && Date.now() < until) {
      await sleep(100);
      emails = await outbox.list(asked);
    }
    return emails;
  }

  async function showIndex(response: ServerResponse): Promise<void> {
    json(response, 200, {
      now: time.now().toISOString(),
      emails: outbox.count(),
      inbox: deps.inbox,
      tables: deployment.tables.map(({ name }) => name),
      functions: deployment.functions.map(({ name }) => name),
      queues: deployment.queues.map(({ name }) => name),
      buckets: deployment.buckets.map(({ name }) => name),
      schedules: deployment.schedules.map(({ name }) => name),
      absent: Object.fromEntries(deployment.absent.map((type) => [type, absentLocally[type]])),
      routes: [...Object.keys(routes), 'POST /_local/schedules/{name}'],
    });
  }

  const routes: Readonly<Record<string, Answer>> = {
    'GET /_local': (_request, response) => showIndex(response),
    'GET /_local/emails': async (_request, response, url) => json(response, 200, await emailsAskedFor(url)),
    'GET /_local/clock': async (_request, response) => json(response, 200, { now: time.now().toISOString() }),
    'POST /_local/clock': async (request, response) => {
      const change = ClockChange.safeParse(await readJson(request));
      if (!change.success) return json(response, 422, { detail: 'Send {"now": an ISO 8601 instant}' });
      time.moveTo(new Date(change.data.now));
      json(response, 200, { now: time.now().toISOString() });
    },
    'POST /_local/scanning': async (request, response) => {
      const change = ScanningChange.safeParse(await readJson(request));
      if (!change.success) return json(response, 422, { detail: 'Send {"on": true or false}' });
      deps.scanner.hold(!change.data.on);
      json(response, 200, change.data);
    },
    'POST /_local/sweep': async (_request, response) => json(response, 200, { deleted: await sweeper.sweep() }),
    'GET /_local/denied': async (_request, response) => json(response, 200, permissions.denied),
    'POST /_local/faults': async (request, response) => {
      const fault = FaultRequest.safeParse(await readJson(request));
      if (!fault.success) return json(response, 422, { detail: z.prettifyError(fault.error) });
      faults.add(fault.data);
      json(response, 201, fault.data);
    },
    'DELETE /_local/faults': async (_request, response) => {
      faults.clear();
      response.writeHead(204).end();
    },
    'GET /_local/token': async (_request, response, url) => {
      const token = await tokenOf(url.searchParams.get('for') ?? '');
      if (token === undefined) return json(response, 404, { detail: 'Name a group of staff, or a learner’s email' });
      response.writeHead(200, { 'Content-Type': 'text/plain' }).end(token);
    },
    'GET /openapi.json': async (_request, response) => {
      if (!existsSync(deps.openApi)) return json(response, 404, { detail: 'Run npm run generate first' });
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(readFileSync(deps.openApi));
    },
    'GET /docs': async (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(docsPage);
    },
  };

  async function fire(response: ServerResponse, name: string): Promise<void> {
    const invocations = await schedules.fire(name);
    if (!invocations) return json(response, 404, { detail: `There is no schedule "${name}"` });
    json(response, invocations.every(({ ok }) => ok) ? 200 : 502, { invocations });
  }

  async function showAsset(response: ServerResponse, path: string): Promise<void> {
    const file = join(swagger, basename(path));
    const contentType = contentTypes[extname(file)];
    if (contentType === undefined || !existsSync(file)) return json(response, 404, { detail: 'Not there' });
    response.writeHead(200, { 'Content-Type': contentType }).end(readFileSync(file));
  }

  /** Answers what is the platform's own; nothing where the request is for the API. */
  return (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> | undefined => {
    const route = routes[`${request.method} ${url.pathname}`];
    if (route) return route(request, response, url);
    const schedule = /^\/_local\/schedules\/([^/]+)$/.exec(url.pathname)?.[1];
    if (schedule !== undefined && request.method === 'POST') return fire(response, schedule);
    if (url.pathname.startsWith('/docs/')) return showAsset(response, url.pathname);
    if (url.pathname.startsWith('/_local')) {
      json(response, 404, { detail: 'GET /_local lists what there is' });
      return Promise.resolve();
    }
    return undefined;
  };
}
