import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createHttpHandler } from '../../../shared/http/http-handler.ts';
import { ProblemError } from '../../../shared/http/problem-error.ts';
import { area, everyone, manageLink, route, staff } from '../../../shared/http/route.ts';
import type { RequestContext } from '../../../shared/http/use-case.ts';
import { AlreadyDoneError, BusyError, CursorNotValidError, KeyReusedError } from '../../../shared/platform/errors.ts';
import type { LogEvents } from '../../../shared/platform/logger.ts';

const Thing = z.object({ name: z.string() });

const things = area('things', {
  makeThing: route({
    operationId: 'makeThing',
    method: 'POST',
    path: '/v1/things/{thingId}',
    summary: 'Make a thing',
    audience: everyone,
    input: {
      path: z.object({ thingId: z.string().min(3) }),
      query: z.strictObject({ loud: z.stringbool().default(false) }),
      body: z.strictObject({ name: z.string('Give a name'), size: z.int().optional() }),
    },
    replies: { 201: Thing },
    problems: [],
  }),
  touchThing: route({
    operationId: 'touchThing',
    method: 'POST',
    path: '/v1/things/{thingId}/touch',
    summary: 'Touch a thing',
    audience: manageLink,
    input: { body: z.strictObject({ gently: z.boolean().optional() }) },
    replies: { 200: Thing },
    problems: [],
  }),
  seeThings: route({
    operationId: 'seeThings',
    method: 'GET',
    path: '/v1/admin/things',
    summary: 'See things',
    audience: staff('bookings'),
    input: {},
    replies: { 200: Thing },
    problems: [],
  }),
});

type MakeThing = (input: unknown, context: RequestContext<typeof things.routes.makeThing>) => Promise<never>;

const context = { awsRequestId: 'aws-1', getRemainingTimeInMillis: () => 5000 } as never;

function handlerOf(
  makeThing: (...args: Parameters<MakeThing>) => unknown,
  recall: () => Promise<void> = () => Promise.resolve(),
) {
  const logged: { name: string; fields: unknown }[] = [];
  const handler = createHttpHandler({
    area: things,
    audience: 'public',
    useCases: {
      makeThing: makeThing as MakeThing,
      touchThing: ({ body }) => Promise.resolve({ status: 200, body: { name: JSON.stringify(body) } }),
    },
    recallReply: recall,
    allowedOrigins: ['https://www.hub.example'],
    log: {
      event: <Name extends keyof LogEvents>(name: Name, fields: LogEvents[Name]) => {
        logged.push({ name, fields });
      },
      begin: () => undefined,
    },
    counter: { count: () => undefined, flush: () => undefined },
  });
  const send = async (changes: Partial<APIGatewayProxyEvent> = {}) => {
    const event = {
      httpMethod: 'POST',
      resource: '/v1/things/{thingId}',
      path: '/v1/things/abc',
      headers: { 'Content-Type': 'application/json', Origin: 'https://www.hub.example' },
      pathParameters: { thingId: 'abc' },
      queryStringParameters: null,
      requestContext: { requestId: 'request-1' },
      body: '{"name":"A"}',
      isBase64Encoded: false,
      ...changes,
    } as APIGatewayProxyEvent;
    const { statusCode, headers = {}, body } = await handler(event, context);
    return { status: statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
  };
  return { send, logged };
}

const fine = async () => ({ status: 201, body: { name: 'A' } });

describe('a request through the pipeline', () => {
  it('reaches its use case parsed, with who is calling and how long there is', async () => {
    let seen: Parameters<MakeThing> | undefined;
    const { send } = handlerOf(async (...args) => {
      seen = args;
      return fine();
    });
    const { status, headers } = await send({ queryStringParameters: { loud: 'true' } });
    expect(status).toBe(201);
    expect(seen?.[0]).toEqual({ path: { thingId: 'abc' }, query: { loud: true }, body: { name: 'A' } });
    expect(seen?.[1]).toMatchObject({ caller: { kind: 'guest' }, once: undefined });
    expect(seen?.[1].work.deadline).toBeGreaterThan(performance.now());
    expect(headers).toMatchObject({
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Access-Control-Allow-Origin': 'https://www.hub.example',
    });
    expect(headers).toHaveProperty('Strict-Transport-Security');
  });

  it('lets nothing leave that its reply does not declare', async () => {
    const { send } = handlerOf(async () => ({ status: 201, body: { name: 'A', workEmail: 'a@nhs.net' } }));
    expect((await send()).body).toEqual({ name: 'A' });
  });

  it('answers a reply that breaks its own contract as a fault of ours, and says nothing of it', async () => {
    const { send } = handlerOf(async () => ({ status: 201, body: { name: 7 } }));
    const { status, body } = await send();
    expect({ status, ...body }).toEqual({
      status: 500,
      type: 'urn:training-hub:problem:unexpected',
      title: 'Something went wrong on our side',
      instance: 'request-1',
    });
  });

  it('collects the faults of path, query and body at once, each with where it is', async () => {
    const { send } = handlerOf(fine);
    const { status, body } = await send({
      pathParameters: { thingId: 'x' },
      queryStringParameters: { loud: 'maybe', more: '1' },
      body: '{"size":1.5}',
    });
    expect(status).toBe(422);
    const faults = body.errors as { in: string; pointer: string }[];
    expect(faults.map(({ in: part, pointer }) => `${part} ${pointer}`)).toEqual([
      'path /thingId',
      'query /loud',
      'query /more',
      'body /name',
      'body /size',
    ]);
  });

  it('takes an empty body for `{}` where nothing in it is needed, and for none where something is', async () => {
    const { send } = handlerOf(fine);
    const touched = await send({
      resource: '/v1/things/{thingId}/touch',
      body: null,
      headers: { Authorization: `Manage ${'a'.repeat(43)}` },
    });
    expect(touched).toMatchObject({ status: 200, body: { name: '{}' } });
    expect(await send({ body: null })).toMatchObject({ status: 422, body: { errors: [{ in: 'body', pointer: '' }] } });
  });

  it.each([
    [undefined, 401],
    ['Manage short', 401],
    [`Bearer ${'a'.repeat(43)}`, 401],
    [`Manage ${'a'.repeat(43)}`, 200],
  ])('asks who manages something for a link: %s', async (authorization, expected) => {
    const { send } = handlerOf(fine);
    const headers = authorization === undefined ? {} : { authorization };
    const { status, headers: answered } = await send({ resource: '/v1/things/{thingId}/touch', body: null, headers });
    expect(status).toBe(expected);
    if (expected === 401) expect(answered).toHaveProperty('WWW-Authenticate');
  });

  it('knows only the routes of its own audience', async () => {
    const { send } = handlerOf(fine);
    expect(await send({ httpMethod: 'GET', resource: '/v1/admin/things' })).toMatchObject({
      status: 404,
      body: { type: 'urn:training-hub:problem:no-such-route' },
    });
  });
});

describe('what a use case throws', () => {
  const thrown = async (error: unknown, headers: Record<string, string> = {}, recall?: () => Promise<void>) => {
    const { send, logged } = handlerOf(() => Promise.reject(error), recall);
    return { ...(await send({ headers: { 'Content-Type': 'application/json', ...headers } })), logged };
  };

  it('is answered as the problem that it is', async () => {
    const problem = new ProblemError('wrong-state', {
      detail: 'It is done',
      extensions: { state: 'done', status: 'done' },
    });
    const { status, body } = await thrown(problem);
    expect({ status, body }).toEqual({
      status: 409,
      body: {
        type: 'urn:training-hub:problem:wrong-state',
        title: 'This cannot be done in its present state',
        status: 409,
        instance: 'request-1',
        state: 'done',
        detail: 'It is done',
      },
    });
  });

  it.each([
    [new BusyError('busy'), 503, 'busy'],
    [new KeyReusedError('reused'), 422, 'key-used-for-another-request'],
    [new CursorNotValidError('cursor'), 422, 'not-valid'],
  ])('%s has its problem, too', async (error, expected, code) => {
    const { status, body, headers } = await thrown(error);
    expect([status, body.type]).toEqual([expected, `urn:training-hub:problem:${code}`]);
    expect('Retry-After' in headers).toBe(expected === 503);
  });

  it('never shows or logs what it said, if it was not expected', async () => {
    const secret = 'ValidationException: name "Siobhán" of siobhan@nhs.net';
    const { status, body, logged } = await thrown(new Error(secret, { cause: new TypeError(secret) }));
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('nhs.net');
    expect(logged.map(({ name }) => name)).toEqual(['request-failed', 'request-answered']);
  });

  it('is answered as the first time, if the same request was carried out before', async () => {
    const done = new AlreadyDoneError({ status: 201, body: { name: 'First' } });
    expect(await thrown(done)).toMatchObject({ status: 201, body: { name: 'First' } });
    // Found out only afterwards: the first request is the very reason why this one cannot be done.
    const state = new ProblemError('wrong-state');
    const key = { 'Idempotency-Key': 'k' };
    expect(await thrown(state, key, () => Promise.reject(done))).toMatchObject({
      status: 201,
      body: { name: 'First' },
    });
    expect(await thrown(state, key)).toMatchObject({ status: 409 });
  });
});

describe('an Idempotency-Key', () => {
  const onceOf = async (key: string, body = '{"name":"A"}') => {
    let once: { id: string; fingerprint: string } | undefined;
    const { send } = handlerOf(async (_input, received) => {
      once = received.once;
      return fine();
    });
    const { status } = await send({ body, headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key } });
    return { status, once };
  };

  it('names the request without being kept, and tells one body from another', async () => {
    const [first, again, other] = [
      await onceOf('key-1'),
      await onceOf('key-1', '{ "name": "A" }'),
      await onceOf('key-1', '{"name":"B"}'),
    ];
    expect(again.once).toEqual(first.once);
    expect(other.once?.id).toBe(first.once?.id);
    expect(other.once?.fingerprint).not.toBe(first.once?.fingerprint);
    expect(JSON.stringify(first.once)).not.toContain('key-1');
  });

  it.each(['', 'with space', 'x'.repeat(256), 'é'])('is refused as %j', async (key) => {
    expect((await onceOf(key)).status).toBe(422);
  });
});
