import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { FaultRequest, type Faults, nameInLog } from '../aws/faults.ts';
import type { Permissions } from '../aws/permissions.ts';
import type { RunningCognito } from '../engines/cognito.ts';
import type { Outbox } from '../engines/ses.ts';
import type { LoadPractices } from '../practices.ts';
import type { Scanner } from '../s3/scanner.ts';
import type { Sweeper } from '../sweeper.ts';
import { absentLocally, type Deployment } from '../template/deployment.ts';
import type { Time } from '../time.ts';
import type { Schedules } from '../triggers/schedules.ts';
import { untilIdle } from '../until-idle.ts';
import { type Answer, json, readJson } from './answers.ts';
import { docsRoutes, showAsset } from './docs.ts';

export interface ControlDeps {
  readonly deployment: Deployment;
  readonly outbox: Outbox;
  readonly time: Time;
  /** Whether a function is at something, or is about to be. */
  readonly isBusy: () => boolean;
  readonly schedules: Schedules;
  readonly sweeper: Sweeper;
  readonly permissions: Permissions;
  readonly faults: Faults;
  readonly scanner: Scanner;
  readonly cognito: RunningCognito;
  readonly loadPractices: LoadPractices;
  /** File of the API's description. */
  readonly openApi: string;
  /** Page that shows the mail. */
  readonly inbox: string;
}

const longestWaitSeconds = 60;

/** Were time to leap within what a function does, its message would be out of sight no more, and another would be given it. */
const leftToFunctionsMs = 2000;

const ScanningChange = z.strictObject({ on: z.boolean() });
const ClockChange = z.strictObject({ now: z.iso.datetime({ offset: true }) });

/** @param who - the name of a group of staff, the email of a member of staff, or otherwise a learner's */
async function tokenOf({ deployment, cognito }: ControlDeps, who: string): Promise<string | undefined> {
  const staff = deployment.pools.find(({ groups }) => groups.includes(who));
  if (staff) return cognito.tokenOf(staff, { email: `${who}@hub.example`, groups: [who] });
  const email = who.toLowerCase();
  const staffPool = deployment.pools.find(({ groups }) => groups.length > 0);
  if (staffPool && who.includes('@') && (await cognito.has(staffPool, email)))
    return cognito.tokenOf(staffPool, { email, groups: [] });
  const learners = deployment.pools.find(({ groups }) => groups.length === 0);
  return learners && who.includes('@') ? cognito.tokenOf(learners, { email, groups: [] }) : undefined;
}

/** Newest first. With `wait`, so many seconds are given to an email that is still on its way. */
async function emailsAskedFor({ outbox }: ControlDeps, { searchParams }: URL): Promise<unknown[]> {
  const asked = { to: searchParams.get('to') ?? undefined, subject: searchParams.get('subject') ?? undefined };
  const until = Date.now() + Math.min(Number(searchParams.get('wait') ?? 0), longestWaitSeconds) * 1000;
  let emails = await outbox.list(asked);
  while (emails.length === 0 && Date.now() < until) {
    await sleep(100);
    emails = await outbox.list(asked);
  }
  return emails;
}

/** What only a local platform has: the mail, the clock, the schedules, the sweeper, refused calls, and asked-for failures. */
export function createControl(deps: ControlDeps) {
  const { deployment, outbox, time, schedules, sweeper, permissions, faults } = deps;

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
    'GET /_local/emails': async (_request, response, url) => json(response, 200, await emailsAskedFor(deps, url)),
    'GET /_local/clock': async (_request, response) => json(response, 200, { now: time.now().toISOString() }),
    'POST /_local/clock': async (request, response) => {
      const change = ClockChange.safeParse(await readJson(request));
      if (!change.success) return json(response, 422, { detail: 'Send {"now": an ISO 8601 instant}' });
      await untilIdle(deps.isBusy, leftToFunctionsMs);
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
      const { caller } = fault.data;
      if (caller !== undefined && !deployment.functions.some((fn) => nameInLog(fn) === caller))
        return json(response, 422, { detail: `No function goes by ${caller}` });
      faults.add(fault.data);
      json(response, 201, fault.data);
    },
    'GET /_local/faults': async (_request, response) => json(response, 200, faults.waiting()),
    'DELETE /_local/faults': async (_request, response) => {
      faults.clear();
      response.writeHead(204).end();
    },
    'POST /_local/workplaces': async (request, response, url) => {
      const says = (name: string) => url.searchParams.get(name) === 'true';
      const file = await buffer(request);
      json(response, 200, await deps.loadPractices(file, { apply: says('apply'), anyway: says('anyway') }));
    },
    'GET /_local/token': async (_request, response, url) => {
      const token = await tokenOf(deps, url.searchParams.get('for') ?? '');
      if (token === undefined) return json(response, 404, { detail: 'Name a group of staff, or somebody’s email' });
      response.writeHead(200, { 'Content-Type': 'text/plain' }).end(token);
    },
    ...docsRoutes(deps.openApi),
  };

  async function fire(response: ServerResponse, name: string): Promise<void> {
    const invocations = await schedules.fire(name);
    if (!invocations) return json(response, 404, { detail: `There is no schedule "${name}"` });
    json(response, invocations.every(({ ok }) => ok) ? 200 : 502, { invocations });
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
