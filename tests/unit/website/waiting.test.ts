import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createInvoke } from '#functions/website/api/invoke.ts';
import { createPublicApi } from '#functions/website/api/public-api.ts';
import { createSite } from '#functions/website/site.tsx';
import { problemReply, toProblem } from '#http/problem-reply.ts';
import { southEastLondon } from '#hub/south-east-london.ts';
import { BusyError } from '#platform/errors.ts';
import { keptBackMs } from '#platform/work.ts';

const sessionPath = '/sessions/01KEX4S6V8Z2M9Q3T7R5W1YB0C/book';
const busy = JSON.stringify(problemReply(toProblem(new BusyError('too many at once')), 'r1'));

/** What stands where Lambda does. */
async function serving(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
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
  return createSite({ api, assets, hub: southEastLondon, newKey: () => 'key-of-a-form-01' } as never);
}

/** What a function is told of its time: it has so long until it must begin to answer. */
const within = (ms: number) => {
  const endsAt = performance.now() + ms + keptBackMs;
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
        if (asked === 1) response.end(busy);
      }),
    );
    const reply = await send(site, 400);
    const html = await reply.text();
    expect([asked, reply.status, reply.headers.get('Retry-After')]).toEqual([2, 503, '5']);
    expect(html).toContain('We are busy at the moment');
    expect(html).toContain('value="Siobhán O’Brien"');
    expect(html).toContain('value="the-key-it-came-with"');
  });

  it('shows it also where nothing at all is answered', async () => {
    const reply = await send(siteOver(await serving(() => undefined)), 300);
    expect(reply.status).toBe(503);
    expect(await reply.text()).toContain('value="Siobhán O’Brien"');
  });

  it('says when to ask again where there is no form to show', async () => {
    const site = siteOver(await serving((_, response) => response.end(busy)));
    const reply = await site.request(sessionPath, {}, within(1000));
    expect([reply.status, reply.headers.get('Retry-After')]).toEqual([503, '5']);
    const late = await siteOver(await serving(() => undefined)).request(sessionPath, {}, within(100));
    expect([late.status, late.headers.get('Retry-After')]).toEqual([504, '5']);
  });
});
