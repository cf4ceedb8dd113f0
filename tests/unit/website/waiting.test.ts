import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Hono } from 'hono';
import { contextStorage } from 'hono/context-storage';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createInvoke } from '#functions/website/api/invoke.ts';
import { createOwnApi } from '#functions/website/api/own-api.ts';
import { createPublicApi } from '#functions/website/api/public-api.ts';
import { longestAnswerMs, pageKeepsBackMs, timeToAsk } from '#functions/website/api/waiting.ts';
import { createSite } from '#functions/website/site.tsx';
import { ProblemError } from '#http/problem-error.ts';
import { problemReply, toProblem } from '#http/problem-reply.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { BusyError, NotReadableError } from '#platform/errors.ts';

const sessionPath = '/sessions/01KEX4S6V8Z2M9Q3T7R5W1YB0C/book';
const answer = (error: Error) => JSON.stringify(problemReply(toProblem(error), 'r1'));
const unreadable = new NotReadableError({ recordType: 'session', key: 'SESSION#1', fields: 'v' });

const log = { begin: () => undefined, event: () => undefined };

/** What stands where Lambda does. */
async function serving(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function siteOver(endpoint: string) {
  const client = new LambdaClient({
    endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    maxAttempts: 1,
  });
  const functions = { bookings: 'b', documents: 'd', funding: 'f', people: 'p', privacy: 'p' };
  const assets = { find: () => undefined, styles: '', script: '' };
  const api = createPublicApi(createInvoke(client), functions);
  return createSite({ api, assets, hub: southEastLondon, newKey: () => 'key-of-a-form-01', log } as never);
}

/** What a function is told of its time: it has so long until it must begin to answer. */
const within = (ms: number) => {
  const endsAt = performance.now() + ms + pageKeepsBackMs;
  return { lambdaContext: { getRemainingTimeInMillis: () => Math.round(endsAt - performance.now()) } };
};

const send = (site: ReturnType<typeof siteOver>, ms: number) =>
  site.request(
    sessionPath,
    {
      method: 'POST',
      headers: { 'Sec-Fetch-Site': 'same-origin' },
      body: new URLSearchParams({ name: 'Siobhán O’Brien', key: 'the-key-it-came-with' }),
    },
    within(ms),
  );

describe('a page that asks more than once', () => {
  it('shows the form again before its time is over, though what stands beside it cannot be read by then', async () => {
    let asked = 0;
    const site = siteOver(
      await serving((_, response) => {
        asked += 1;
        if (asked === 1) response.end(answer(new BusyError('too many at once')));
      }),
    );
    const begun = performance.now();
    const reply = await send(site, 2000);
    expect(performance.now() - begun).toBeLessThan(2000 + pageKeepsBackMs);
    const html = await reply.text();
    expect([asked, reply.status, reply.headers.get('Retry-After')]).toEqual([2, 503, '2']);
    expect(html).toContain('We are busy at the moment');
    expect(html).toContain('value="Siobhán O’Brien"');
    expect(html).toContain('value="the-key-it-came-with"');
  });

  it('shows it also where nothing at all is answered', async () => {
    const reply = await send(siteOver(await serving(() => undefined)), 300);
    expect(reply.status).toBe(503);
    expect(await reply.text()).toContain('value="Siobhán O’Brien"');
  });

  it('shows it where what stands behind it cannot be read by this version of the software', async () => {
    const site = siteOver(await serving((_, response) => response.end(answer(unreadable))));
    const reply = await send(site, 2000);
    expect([reply.status, reply.headers.get('Retry-After')]).toEqual([503, '60']);
    expect(await reply.text()).toContain('value="the-key-it-came-with"');
  });

  it('waits no longer for the gateway, either', async () => {
    const url = await serving(() => undefined);
    const app = new Hono();
    app.use(contextStorage());
    app.get('/', async (c) => c.json(await createOwnApi(url, 'token').getProfile()));
    const reply = await app.request('/', {}, within(300));
    expect(await reply.json()).toMatchObject({ ok: false, code: 'took-too-long' });
  });

  it('waits for each as long as that may take, and for no longer than is left', async () => {
    const app = new Hono();
    app.use(contextStorage());
    app.get('/', (c) => c.json([timeToAsk(), timeToAsk(5000)]));
    const asked = async (leftMs: number) => {
      const lambdaContext = { getRemainingTimeInMillis: () => leftMs + pageKeepsBackMs };
      return (await app.request('/', {}, { lambdaContext })).json();
    };
    expect(await asked(longestAnswerMs + 1000)).toEqual([longestAnswerMs, 5000]);
    expect(await asked(4000)).toEqual([4000, 4000]);
    expect(await asked(-4000)).toEqual([0, 0]);
    expect(timeToAsk()).toBe(longestAnswerMs);
  });
});

describe('a page that says to come back later', () => {
  it.each([
    [new BusyError('too many at once'), '2'],
    [unreadable, '60'],
  ])('says when, as the API does: %s', async (error, seconds) => {
    const site = siteOver(await serving((_, response) => response.end(answer(error))));
    const reply = await site.request(sessionPath, {}, within(2000));
    expect([reply.status, reply.headers.get('Retry-After')]).toEqual([503, seconds]);
  });

  it('says nothing of it where it comes to say something else', async () => {
    const answers = [new BusyError('too many at once'), new ProblemError('session-not-found')];
    const site = siteOver(await serving((_, response) => response.end(answer(answers.shift() as Error))));
    const reply = await send(site, 2000);
    expect([reply.status, reply.headers.get('Retry-After'), answers]).toEqual([404, null, []]);
  });

  it('says when also where nothing is answered', async () => {
    const late = await siteOver(await serving(() => undefined)).request(sessionPath, {}, within(100));
    expect([late.status, late.headers.get('Retry-After')]).toEqual([504, '5']);
  });
});
