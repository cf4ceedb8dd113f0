import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Platform, startPlatform } from '../../../infra/local/platform.ts';
import { synthesizeAnotherHub } from '../../support/another-hub/app.ts';
import { until, type Visitor, visitorOf } from '../../support/platform.ts';

const Said = z.looseObject({ what: z.string() });
const Event = z.looseObject({ body: z.string().nullable(), path: z.string() });
const day = 86_400_000;

describe('the local platform, with an app that is not ours', () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'another-hub-'));
  let assembly: string;
  let platform: Platform;
  let hub: Visitor;

  async function start(): Promise<void> {
    platform = await startPlatform({ assembly, stateDir, port: 0, fresh: false, openApi: '' });
    hub = visitorOf(platform.url);
  }
  beforeAll(async () => {
    assembly = synthesizeAnotherHub('platform');
    await start();
  });
  afterAll(async () => {
    await platform.stop();
    rmSync(stateDir, { recursive: true, force: true });
  });

  const post = (path: string, init: RequestInit = {}) => fetch(`${hub.url}${path}`, { method: 'POST', ...init });
  const send = (path: string, body: unknown) => post(path, { body: JSON.stringify(body) });

  /** What the functions of that name printed, in order. */
  function said(what: string): z.output<typeof Said>[] {
    const folder = join(stateDir, 'logs');
    const lines = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
    return lines
      .filter((line) => line.startsWith('{"what":'))
      .map((line) => Said.parse(JSON.parse(line)))
      .filter((line) => line.what === what);
  }
  const untilSaid = (what: string, wanted: (line: z.output<typeof Said>) => boolean) =>
    until(
      async () => said(what).filter(wanted),
      (lines) => lines.length > 0,
      15_000,
      `${what}`,
    );

  describe('its gateway', () => {
    it('hands a request over as API Gateway does', async () => {
      const reply = await post('/echo/a%2Fb%20c?wanted=1&wanted=2&empty=', {
        headers: { 'X-Twice': 'one' },
        body: 'Grüße',
      });
      expect(await reply.json()).toMatchObject({
        resource: '/echo/{id}',
        path: '/echo/a%2Fb%20c',
        httpMethod: 'POST',
        pathParameters: { id: 'a/b c' },
        queryStringParameters: { wanted: '2', empty: '' },
        multiValueQueryStringParameters: { wanted: ['1', '2'], empty: [''] },
        body: 'Grüße',
        isBase64Encoded: false,
        requestContext: { resourcePath: '/echo/{id}', identity: { sourceIp: '127.0.0.1' } },
      });
    });

    it('hands bytes that are no text over as replacement characters', async () => {
      const reply = await post('/echo/x?wanted=1', { body: Buffer.from([0x61, 0xff, 0x62]) });
      expect(Event.parse(await reply.json()).body).toBe('a\uFFFDb');
    });

    it('hands bytes of a type that the API declares as binary over as Base64', async () => {
      const body = Buffer.from([0x61, 0xff, 0x62]);
      const reply = await post('/echo/x?wanted=1', { body, headers: { 'Content-Type': 'application/octet-stream' } });
      expect(await reply.json()).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
    });

    it.each([
      ['/echo/x', 400],
      ['/nowhere', 403],
      ['/closed', 401],
      ['/shapeless', 502],
      ['/throwing', 502],
      ['/ending', 502],
      ['/endless', 502],
    ])('answers %s with %i by itself, and tells nothing of why', async (path, status) => {
      const reply = await post(path);
      expect(reply.status).toBe(status);
      expect(await reply.text()).not.toContain('secret');
    });

    it('refuses more than ten megabytes', async () => {
      expect((await post('/echo/x?wanted=1', { body: Buffer.alloc(10 * 1024 * 1024 + 1, 'x') })).status).toBe(413);
    });

    it.each(['application/octet-stream', 'application/octet-stream;q=0.9, text/html'])(
      'passes bytes back to who names their type first: %s',
      async (Accept) => {
        const reply = await post('/bytes', { headers: { Accept } });
        expect(new Uint8Array(await reply.arrayBuffer())).toEqual(new Uint8Array([0, 255, 1]));
      },
    );

    it.each(['*/*', 'text/html, application/octet-stream', 'application/pdf'])(
      'passes the text that stands for bytes back to who asks for %s',
      async (Accept) => {
        const reply = await post('/bytes', { headers: { Accept } });
        expect(await reply.text()).toBe(Buffer.from([0, 255, 1]).toString('base64'));
      },
    );

    it('passes repeated headers back', async () => {
      expect((await post('/cookies')).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    });

    it('hands over whatever lies below a path, by any method, with the address that was called', async () => {
      const reply = await fetch(`${hub.url}/pages/some/a%20page?of=it`, { method: 'PATCH' });
      expect(await reply.json()).toMatchObject({
        resource: '/pages/{proxy+}',
        path: '/pages/some/a%20page',
        httpMethod: 'PATCH',
        pathParameters: { proxy: 'some/a page' },
        requestContext: { domainName: new URL(hub.url).host },
      });
    });

    it.each(['GET', 'DELETE', 'OPTIONS'])('answers %s always the same where that is all there is', async (method) => {
      const reply = await fetch(`${hub.url}/nothing/at/all`, { method });
      expect(reply.status).toBe(404);
      expect(reply.headers.get('content-type')).toBe('application/problem+json');
      expect(await reply.json()).toMatchObject({
        type: 'urn:training-hub:problem:no-such-route',
        instance: reply.headers.get('x-amzn-requestid'),
      });
    });

    it('takes no other type of body there than it has a template for', async () => {
      const sent = (type: string) => post('/nothing/at/all', { body: 'some', headers: { 'Content-Type': type } });
      expect((await sent('application/json')).status).toBe(404);
      expect((await sent('text/plain')).status).toBe(415);
    });

    it('lets large replies leave compressed, from the size that the API says', async () => {
      const reply = await fetch(`${hub.url}/pages/${'long/'.repeat(500)}`);
      expect(reply.headers.get('content-encoding')).toBe('gzip');
      expect(Event.parse(await reply.json()).path).toContain('long/long');
      expect((await post('/bytes')).headers.get('content-encoding')).toBeNull();
    });

    it('lets in the users of each pool that the authorizer names', async () => {
      for (const who of ['keeper', 'visitor@practice.example']) {
        const Authorization = `Bearer ${await hub.tokenOf(who)}`;
        const reply = await post('/closed', { headers: { Authorization } });
        expect(reply.status).toBe(200);
        const { claims } = (await reply.json()) as { claims: Record<string, string> };
        expect(claims['cognito:groups']).toBe(who === 'keeper' ? 'keeper' : undefined);
      }
    });

    it.each(['//[', '/%zz', '/%', '/_local/schedules/%zz', '/echo/%ff?wanted=%zz'])(
      'is not ended by a request for %s',
      async (path) => {
        expect((await post(path)).status).toBeLessThan(500);
        expect((await post('/bytes')).status).toBe(200);
      },
    );
  });

  describe('a function that asks another', () => {
    const asked = async (of: string, more: object = {}) => (await send('/ask', { of, ...more })).json();
    const Payload = (value: unknown) => ({ Payload: JSON.stringify(value) });

    it('hears what it answers', async () => {
      expect(await asked('MAY_ASK', Payload({ wish: 'a course' }))).toEqual({
        StatusCode: 200,
        payload: { granted: 'a course' },
      });
      expect(await asked('MAY_ASK')).toMatchObject({ StatusCode: 200, payload: {} });
    });

    it('hears that it failed, and why', async () => {
      expect(await asked('MAY_ASK', Payload({ wish: 'failure' }))).toEqual({
        StatusCode: 200,
        FunctionError: 'Unhandled',
        payload: { errorType: 'RangeError', errorMessage: 'It is too much' },
      });
    });

    it('is refused where its policy lets it ask none of that name', async () => {
      for (const name of ['MAY_NOT_ASK', 'not-there']) {
        expect(await asked(name, Payload({}))).toMatchObject({
          name: 'AccessDeniedException',
          status: 403,
          message: expect.stringContaining('is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:'),
        });
      }
    });

    it('waits for the answer, or is told that nothing else is stood in for', async () => {
      expect(await asked('MAY_ASK', { InvocationType: 'Event' })).toMatchObject({ status: 501 });
    });

    it('meets a failure that was asked for', async () => {
      const fault = { service: 'lambda', error: 'TooManyRequestsException', status: 429 };
      expect((await send('/_local/faults', fault)).status).toBe(201);
      expect(await asked('MAY_ASK', Payload({}))).toMatchObject({ name: 'TooManyRequestsException' });
    });
  });

  describe('its functions', () => {
    it('see their own variables, none of the platform’s, and its time', async () => {
      const { env, now } = (await (await post('/surroundings')).json()) as { env: Record<string, string>; now: string };
      expect(Object.keys(env)).not.toContain('PATH');
      expect(env.AWS_REGION).toBe('eu-west-2');
      expect(env.TABLE).toContain('Things');
      expect(Math.abs(Date.parse(now) - (await hub.now()).getTime())).toBeLessThan(5000);
    });

    it('may do what their policy says, and no more', async () => {
      expect((await send('/things', { key: 'allowed' })).status).toBe(201);
      const refused = (await (await post('/overreach')).json()) as { name: string; message: string };
      expect(refused.name).toBe('AccessDeniedException');
      expect(refused.message).toContain('dynamodb:DeleteItem');
      expect(JSON.stringify(await hub.denied())).toContain('dynamodb:DeleteItem');
    });
  });

  describe('its mail', () => {
    const mail = (to: string, from = 'hello@another.example') => send('/mail', { from, to, tags: 'kind=greeting' });

    it('goes to whom its headers name, with their tags, from a sender that the policy names', async () => {
      expect((await mail('somebody@practice.example', 'Hello <hello@another.example>')).status).toBe(202);
      expect(await hub.emailCount()).toBeGreaterThan(0);
      const [event] = await untilSaid('told', ({ eventType }) => eventType === 'Delivery');
      expect(event?.mail).toMatchObject({
        destination: ['somebody@practice.example'],
        source: 'Hello <hello@another.example>',
        tags: { kind: ['greeting'] },
      });
      expect((await mail('somebody@practice.example', 'other@another.example')).status).toBe(502);
    });

    it('is refused where no engine could show it, rather than lost', async () => {
      expect(await (await post('/letter')).json()).toEqual({
        name: 'NotImplemented',
        message: 'ses:SendEmail is not stood in for locally',
      });
    });

    it.each([
      ['bounce+some@simulator.amazonses.com', 'General'],
      ['suppressionlist@simulator.amazonses.com', 'Suppressed'],
    ])('to %s bounces: %s', async (to, bounceSubType) => {
      await mail(to);
      const [event] = await untilSaid(
        'told',
        ({ eventType, mail: about }) => eventType === 'Bounce' && JSON.stringify(about).includes(to),
      );
      expect(event?.bounce).toMatchObject({ bounceType: 'Permanent', bounceSubType });
    });

    it('whose events nobody takes ends in the dead letters after three tries, and holds no other up', async () => {
      await mail('deaf@practice.example');
      await mail('after@practice.example');
      await untilSaid('told', ({ mail: about }) => JSON.stringify(about).includes('after@'));
      expect(said('buried')).toHaveLength(0);
      const buried = await untilSaid('buried', ({ body }) => String(body).includes('deaf@'));
      expect(buried.length).toBeGreaterThan(0);
      const tried = said('told').filter(
        ({ eventType, mail: about }) => eventType === 'Send' && JSON.stringify(about).includes('deaf@'),
      );
      expect(tried).toHaveLength(3);
    });
  });

  describe('its time', () => {
    it('fires a schedule by name, with the event that EventBridge sends', async () => {
      await hub.fire('every-day');
      const [tick] = await untilSaid('ticked', () => true);
      expect(tick).toMatchObject({
        event: { 'detail-type': 'Scheduled Event', source: 'aws.events' },
      });
    });

    it('fires a schedule by itself when the clock passes it', async () => {
      const before = said('ticked').length;
      await hub.advance(day + 1000);
      await until(
        async () => said('ticked').length,
        (count) => count > before,
        5000,
        'the schedule',
      );
    });

    it('deletes what has expired as the service does, and says so in the stream even after a restart', async () => {
      const goneAt = Math.floor((await hub.now()).getTime() / 1000) + 3600;
      await send('/things', { key: 'expires', goneAt });
      await send('/things', { key: 'stays', goneAt: goneAt + 7200 });
      await hub.advance(3601_000);
      expect(await hub.sweep()).toEqual({ deleted: 1 });
      await platform.stop();
      await start();
      const [removed] = await untilSaid('watched', ({ eventName, key }) => eventName === 'REMOVE' && key === 'expires');
      expect(removed?.userIdentity).toEqual({ type: 'Service', principalId: 'dynamodb.amazonaws.com' });
      expect(said('watched').filter(({ eventName, key }) => eventName === 'REMOVE' && key === 'stays')).toEqual([]);
    });
  });
});
