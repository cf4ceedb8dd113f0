import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { areas } from '#functions/contracts.ts';
import type { Route } from '#http/route.ts';
import { aBooking, aSession } from '../../support/hub.ts';
import { isLong } from '../../support/long.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

const routes = areas.flatMap((area) => Object.values(area.routes));

interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: {
    readonly type?: string;
    readonly errors?: readonly { in: string; pointer: string; detail: string }[];
  };
}

/** Values that no form sends, and some that one might. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    '',
    ' ',
    '\u0000',
    '‮',
    'x'.repeat(5000),
    -1,
    0,
    1e308,
    null,
    [],
    {},
    true,
    "'; DROP TABLE",
    '<script>',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

/** Bodies near those that the route wants: its own fields, some missing, some of them anything, some more besides. */
function nearly(schema: z.ZodObject | undefined, good: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const names = Object.keys(schema?.shape ?? {});
  const field = (name: string) => fc.oneof(anything, fc.constant(good[name]));
  const fields = fc.record(Object.fromEntries(names.map((name) => [name, field(name)])), { requiredKeys: [] });
  const strange = fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'toString', 'extra'), anything, {
    maxKeys: 2,
  });
  return fc.oneof(
    fc.tuple(fields, strange).map(([some, more]) => ({ ...some, ...more })),
    anything,
  );
}

describe('bad input', () => {
  let hub: TestPlatform;
  let staff: string;
  let sessionId: string;

  beforeAll(async () => {
    hub = await startTestPlatform();
    staff = `Bearer ${await hub.tokenOf('admin')}`;
    sessionId = await hub.publishSession();
  });
  afterAll(() => hub.stop());

  async function send(
    method: string,
    path: string,
    body: string | Buffer | undefined,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${hub.url}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', Authorization: staff, ...headers },
      ...(body !== undefined && method !== 'GET' && { body: body as string }),
    });
    const contentType = response.headers.get('content-type');
    const isJson = contentType !== null && /^application\/(problem\+)?json$/.test(contentType);
    // A document is right for some routes, and never what is looked into here.
    return { status: response.status, contentType, body: isJson ? ((await response.json()) as Answer['body']) : {} };
  }

  function expectProblem({ status, contentType, body }: Answer): void {
    expect(status).toBeLessThan(500);
    if (status < 400) return;
    expect(contentType).toBe('application/problem+json');
    expect(body.type).toMatch(/^urn:training-hub:problem:/);
    if (status === 422 && body.type?.endsWith(':not-valid')) {
      expect(body.errors?.length).toBeGreaterThan(0);
      for (const error of body.errors ?? []) expect(error.detail).not.toBe('');
    }
  }

  const pathFor = (route: Route) => route.path.replace(/\{\w+\}/g, sessionId);

  const good = () =>
    ({ ...aSession(new Date()), ...aBooking(sessionId, 'fuzz@nhs.net'), version: 1 }) as Record<string, unknown>;

  it.each(routes)('$method $path never answers a 5xx, whatever it is sent', async (route) => {
    const authorization: Record<string, string> =
      route.audience.kind === 'manage-link' ? { Authorization: `Manage ${'a'.repeat(43)}` } : {};
    const queries = fc.dictionary(fc.constantFrom('limit', 'cursor', 'unknown'), fc.string({ maxLength: 60 }), {
      maxKeys: 3,
    });
    await fc.assert(
      fc.asyncProperty(nearly(route.input.body, good()), queries, async (body, query) => {
        const search = new URLSearchParams(query).toString();
        expectProblem(await send(route.method, `${pathFor(route)}?${search}`, JSON.stringify(body), authorization));
      }),
      { numRuns: isLong ? 40 : 3 },
    );
  });

  it.each(routes.filter(({ path }) => path.includes('{')))(
    '$method $path never answers a 5xx, whatever id it is asked for',
    async (route) => {
      const ids = fc.oneof(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.constantFrom('..', '%', '%00', '//', 'null', `${sessionId}/`, sessionId.toLowerCase()),
      );
      const authorization: Record<string, string> =
        route.audience.kind === 'manage-link' ? { Authorization: `Manage ${'a'.repeat(43)}` } : {};
      await fc.assert(
        fc.asyncProperty(ids, fc.boolean(), async (id, encoded) => {
          const segment = encoded ? encodeURIComponent(id) : id.replaceAll(/[\s?#\\]/g, '-');
          const path = route.path.replaceAll(/\{\w+\}/g, () => segment);
          expectProblem(await send(route.method, path, JSON.stringify({}), authorization));
        }),
        {
          numRuns: isLong ? 30 : 5,
          examples: [
            ['%00', false],
            ['//', false],
            ['..', true],
          ],
        },
      );
    },
  );

  const post = (body: string | Buffer, headers?: Record<string, string>) => send('POST', '/v1/bookings', body, headers);
  const codeOf = ({ status, body }: Answer) => [status, body.type?.replace('urn:training-hub:problem:', '')];

  it('says which media type it wants', async () => {
    expect(codeOf(await post('a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }))).toEqual([
      415,
      'not-json',
    ]);
    expect(codeOf(await post('{}', { 'Content-Type': 'text/plain' }))).toEqual([415, 'not-json']);
  });

  it.each(['{', '{"a":}', '[1,', 'undefined', '{"a":1}{"b":2}', "{'a':1}", '\ufeff{}'])(
    'says that %j is not JSON',
    async (body) => {
      expect(codeOf(await post(body))).toEqual([400, 'malformed-json']);
    },
  );

  it('is not moved by JSON that is very deep', async () => {
    const depth = 20_000;
    expectProblem(await post(`${'['.repeat(depth)}${']'.repeat(depth)}`));
    expectProblem(await post(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`));
  });

  it('refuses keys of prototypes', async () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const answer = await post(`{"${key}":{"isAdmin":true},"sessionId":"${sessionId}"}`);
      expect(codeOf(answer)).toEqual([422, 'not-valid']);
      expect(answer.body.errors).toContainEqual({ in: 'body', pointer: `/${key}`, detail: 'There is no such field' });
    }
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  const namesOfObjects = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

  it.each(namesOfObjects)('has no parameter, nothing at an address and no use for a header called %s', async (name) => {
    const asParameter = await send('GET', `/v1/sessions?${name}=1&${name}=2`, undefined);
    expect(asParameter.body.errors).toContainEqual({
      in: 'query',
      pointer: `/${name}`,
      detail: 'There is no such field',
    });
    expect((await send('GET', '/v1/sessions', undefined, { [name]: 'x' })).status).toBe(200);
    expect(codeOf(await send('GET', `/v1/sessions/${name}`, undefined))).toEqual([422, 'not-valid']);
    expect(codeOf(await send('GET', `/v1/${name}`, undefined))).toEqual([404, 'no-such-route']);
    // Of the website, which answers with a page.
    expect((await send('GET', `/${name}`, undefined)).status).toBe(404);
  });

  it('refuses a parameter that is given twice', async () => {
    const answer = await send('GET', '/v1/sessions?limit=1&limit=2', undefined);
    expect(answer.body.errors).toEqual([{ in: 'query', pointer: '/limit', detail: 'Give this once' }]);
  });

  it('says that it unpacks nothing', async () => {
    const packed = gzipSync(JSON.stringify(aBooking(sessionId, 'packed@nhs.net')));
    expect(codeOf(await post(packed, { 'Content-Encoding': 'gzip' }))).toEqual([415, 'not-json']);
  });

  it.each([7, 9.9])('refuses a body of %d megabytes, which Lambda does not take', async (megabytes) => {
    const answer = await post(JSON.stringify({ sessionId: 'x'.repeat(megabytes * 1024 * 1024) }));
    expect(codeOf(answer)).toEqual([413, 'too-large']);
  });

  it('refuses a string of a megabyte, and a body of eleven', async () => {
    expect(codeOf(await post(JSON.stringify({ sessionId: 'x'.repeat(1024 * 1024) })))).toEqual([413, 'too-large']);
    expect(codeOf(await post(JSON.stringify({ sessionId: 'x'.repeat(11 * 1024 * 1024) })))).toEqual([413, 'too-large']);
  });

  it('points at text with control characters, and at text whose bytes were no UTF-8', async () => {
    const booking = aBooking(sessionId, 'control@nhs.net');
    const withBell = { ...booking, person: { ...booking.person, name: 'Ann\u0007 Bell' } };
    const bell = await post(JSON.stringify(withBell));
    expect(bell.body.errors).toMatchObject([{ in: 'body', pointer: '/person/name' }]);
    const broken = Buffer.from(
      JSON.stringify({ ...booking, person: { ...booking.person, name: 'Ann ¤¤' } }).replace('¤¤', '\u0001'),
    );
    broken[broken.indexOf(1)] = 0xff;
    const answer = await post(broken);
    expect(answer.body.errors).toMatchObject([{ in: 'body', pointer: '/person/name' }]);
  });

  it('points at every fault of a form at once, in words that say what is wanted', async () => {
    const answer = await post(
      JSON.stringify({
        sessionId,
        person: { name: '', workEmail: 'nobody', workplace: { borough: 'Lambeth' }, jobRole: 'wizard' },
        extra: 1,
      }),
    );
    expect(answer.status).toBe(422);
    const faults = Object.fromEntries((answer.body.errors ?? []).map(({ pointer, detail }) => [pointer, detail]));
    expect(faults).toMatchObject({
      '/person/name': 'Enter some text',
      '/person/workEmail': 'Enter an email address, like name@nhs.net',
      '/person/jobTitle': 'Give this',
      '/extra': 'There is no such field',
    });
    expect(faults['/person/jobRole']).toMatch(/^Choose one of: /);
  });

  it('takes no cursor that it did not give out', async () => {
    for (const cursor of ['x', 'e30', Buffer.from('["a","b"]').toString('base64url'), '%00', 'a'.repeat(900)]) {
      const answer = await send('GET', `/v1/sessions?cursor=${encodeURIComponent(cursor)}`, undefined);
      expect(answer.body.errors).toMatchObject([{ in: 'query', pointer: '/cursor' }]);
    }
  });

  it('leads a cursor of one list to nothing of another', async () => {
    const forged = Buffer.from(JSON.stringify(['0', 'EMAILS#booking#1', 'EMAIL#1'])).toString('base64url');
    const answer = await send('GET', `/v1/sessions?cursor=${forged}`, undefined);
    expect(codeOf(answer)).toEqual([422, 'not-valid']);
  });

  it('refuses an Idempotency-Key that is none', async () => {
    const body = JSON.stringify(aBooking(sessionId, 'key@nhs.net'));
    const answer = await post(body, { 'Idempotency-Key': 'x'.repeat(256) });
    expect(answer.body.errors).toMatchObject([{ in: 'header', pointer: '/Idempotency-Key' }]);
  });

  it('has a problem for what is at no address', async () => {
    expect(codeOf(await send('GET', '/v1/nothing', undefined))).toEqual([404, 'no-such-route']);
    expect(codeOf(await send('DELETE', '/v1/sessions', undefined))).toEqual([404, 'no-such-route']);
  });

  it('refuses headers that are larger than the gateway takes', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const { hostname, port } = new URL(hub.url);
      request({ hostname, port, path: '/v1/sessions', headers: { 'X-Large': 'x'.repeat(12_000) } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  it('lets the hub’s own website read replies and problems, and no other site', async () => {
    const ask = (origin: string, path: string) => fetch(`${hub.url}${path}`, { headers: { Origin: origin } });
    const own = await ask('https://dev.selwdh.co.uk', '/v1/sessions/nonsense');
    expect(own.headers.get('access-control-allow-origin')).toBe('https://dev.selwdh.co.uk');
    const other = await ask('https://evil.example', '/v1/sessions');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await fetch(`${hub.url}/v1/bookings`, {
      method: 'OPTIONS',
      headers: { Origin: 'http://localhost:5173', 'Access-Control-Request-Method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
  });
});
