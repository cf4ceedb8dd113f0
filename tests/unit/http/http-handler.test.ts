import { setTimeout as sleep } from 'node:timers/promises';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod';
import { createHttpHandler } from '#http/http-handler.ts';
import { page } from '#http/pages.ts';
import { ProblemError } from '#http/problem-error.ts';
import { area, everyone, manageLink, type ReplyOf, type Route, route, staff } from '#http/route.ts';
import type { RequestContext, UseCase } from '#http/use-case.ts';
import { AlreadyDoneError, BusyError, CursorNotValidError, KeyReusedError, OutOfTimeError } from '#platform/errors.ts';
import { sha256 } from '#platform/ids.ts';
import type { LogEvents } from '#platform/logger.ts';
import { endedEarlyMs } from '#platform/work.ts';

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
      query: z.strictObject({ loud: z.stringbool().default(false), limit: page.shape.limit }),
      body: z.strictObject({
        name: z.string('Give a name'),
        size: z.int().max(9, 'Enter 9 or less').optional(),
        pence: z.int().min(0, 'Enter 0 or more').min(1, 'Enter 1 or more').optional(),
      }),
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
    input: {
      path: z.object({ thingId: z.string().min(3) }),
      body: z.strictObject({ gently: z.boolean().optional() }),
    },
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

const rightToken = 'a'.repeat(43);

type MakeThing = (input: unknown, context: RequestContext<typeof things.routes.makeThing>) => Promise<never>;

const contextOf = (leftMs = 5000) => ({ awsRequestId: 'aws-1', getRemainingTimeInMillis: () => leftMs }) as never;

function handlerOf(
  makeThing: (...args: Parameters<MakeThing>) => unknown,
  recall: () => Promise<void> = () => Promise.resolve(),
) {
  const logged: { name: string; fields: unknown }[] = [];
  const asked: unknown[] = [];
  const handler = createHttpHandler({
    area: things,
    audience: 'public',
    useCases: {
      makeThing: makeThing as MakeThing,
      touchThing: ({ body }) => Promise.resolve({ status: 200, body: { name: JSON.stringify(body) } }),
    },
    opensLink: async ({ thingId }, tokenHash) => {
      asked.push(thingId);
      return tokenHash === sha256(rightToken);
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
  const send = async (changes: Partial<APIGatewayProxyEvent> = {}, leftMs?: number) => {
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
    const { statusCode, headers = {}, body } = await handler(event, contextOf(leftMs));
    return { status: statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
  };
  return { send, logged, asked };
}

const fine = async () => ({ status: 201, body: { name: 'A' } });

describe('a request through the pipeline', () => {
  it('says of what it is at that it takes too long before it is stopped, and ends that', async () => {
    let ended: AbortSignal | undefined;
    const { send } = handlerOf((_input, { work }) => {
      ended = work.signal;
      return new Promise(() => undefined);
    });
    const reply = send({}, endedEarlyMs + 20).then(({ status, headers }) => [status, headers['Retry-After']]);
    const late = sleep(endedEarlyMs - 50).then(() => 'too late');
    expect(await Promise.race([reply, late])).toEqual([504, '5']);
    expect(ended?.aborted).toBe(true);
  });

  it.each(['TimeoutError', 'AbortError'])(
    'says that it took too long where a client of what it asks has no answer in time: %s',
    async (name) => {
      const { send } = handlerOf(() => Promise.reject(Object.assign(new Error('said by AWS'), { name })));
      const { status, headers, body } = await send();
      expect([status, headers['Retry-After'], body.type]).toEqual([504, '5', 'urn:training-hub:problem:took-too-long']);
      expect(JSON.stringify(body)).not.toContain('said by AWS');
    },
  );

  it('reaches its use case parsed, with who is calling and how long there is', async () => {
    let seen: Parameters<MakeThing> | undefined;
    const { send } = handlerOf(async (...args) => {
      seen = args;
      return fine();
    });
    const { status, headers } = await send({ queryStringParameters: { loud: 'true' } });
    expect(status).toBe(201);
    expect(seen?.[0]).toEqual({ path: { thingId: 'abc' }, query: { loud: true, limit: 20 }, body: { name: 'A' } });
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
    [`manage ${'a'.repeat(43)}`, 200],
    [`MANAGE ${'a'.repeat(43)}`, 200],
  ])('asks who manages something for a link: %s', async (authorization, expected) => {
    const { send } = handlerOf(fine);
    const headers = authorization === undefined ? {} : { authorization };
    const { status, headers: answered } = await send({ resource: '/v1/things/{thingId}/touch', body: null, headers });
    expect(status).toBe(expected);
    if (expected === 401) expect(answered).toHaveProperty('WWW-Authenticate');
  });

  describe('with a body that cannot be taken', () => {
    const json = { 'Content-Type': 'application/json' };
    const bodies: [string, Record<string, string>, string, number][] = [
      ['a field too many', json, '{"harder":1}', 422],
      ['no JSON', json, '{', 400],
      ['another media type', { 'Content-Type': 'text/plain' }, '{}', 415],
      ['a packed one', { ...json, 'Content-Encoding': 'gzip' }, '{}', 415],
      ['one that is too large', json, `{"more":"${'x'.repeat(65_536)}"}`, 413],
    ];
    const touch = (body: string, headers: Record<string, string>, token?: string, thingId = 'abc') => {
      const { send, asked } = handlerOf(fine);
      const sent = send({
        resource: '/v1/things/{thingId}/touch',
        pathParameters: { thingId },
        body,
        headers: { ...headers, ...(token !== undefined && { Authorization: `Manage ${token}` }) },
      });
      return sent.then(({ status }) => ({ status, asked }));
    };

    it.each(bodies)('says so to who holds the link, and only then: %s', async (_, headers, body, expected) => {
      expect(await touch(body, headers, rightToken)).toEqual({ status: expected, asked: ['abc'] });
      expect(await touch(body, headers, 'b'.repeat(43))).toEqual({ status: 403, asked: ['abc'] });
      expect(await touch(body, headers)).toEqual({ status: 401, asked: [] });
    });

    it('opens nothing by an id that is none, and asks nobody', async () => {
      expect(await touch('{}', json, rightToken, 'x')).toEqual({ status: 403, asked: [] });
    });

    it('does not look at the link twice where all is well', async () => {
      expect(await touch('{}', json, rightToken)).toEqual({ status: 200, asked: [] });
    });

    it('cannot be forgotten where an area has routes for link holders', () => {
      const forgotten = { area: things, audience: 'public' } as unknown as Parameters<typeof createHttpHandler>[0];
      expect(() => createHttpHandler(forgotten)).toThrow('say what opensLink');
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'prototype'])('finds no field %s in a body', async (name) => {
    const { send } = handlerOf(fine);
    const { status, body } = await send({ body: `{"name":"A","${name}":{"isAdmin":true}}` });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ in: 'body', pointer: `/${name}`, detail: 'There is no such field' }]);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString'])('finds no parameter %s in a query', async (name) => {
    const { send } = handlerOf(fine);
    const { status, body } = await send({ queryStringParameters: Object.fromEntries([[name, '1']]) });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ in: 'query', pointer: `/${name}`, detail: 'There is no such field' }]);
  });

  it('takes a body that the gateway has put into base64, and one said to be packed by nothing', async () => {
    const { send } = handlerOf(fine);
    const body = Buffer.from('{"name":"Zoë"}').toString('base64');
    expect(await send({ body, isBase64Encoded: true })).toMatchObject({ status: 201 });
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-encoding': 'identity' };
    expect(await send({ headers })).toMatchObject({ status: 201 });
  });

  it('takes no parameter twice', async () => {
    const { send } = handlerOf(fine);
    const { status, body } = await send({
      queryStringParameters: { loud: 'true' },
      multiValueQueryStringParameters: { loud: ['false', 'true'] },
    });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ in: 'query', pointer: '/loud', detail: 'Give this once' }]);
  });

  it.each(['1e2', '0x1f', ' 7', '7.0', '+7', '-1', '0', '101', '', 'NaN', '9'.repeat(400)])(
    'takes %j for no number of things',
    async (limit) => {
      const { send } = handlerOf(fine);
      const { status, body } = await send({ queryStringParameters: { limit } });
      expect(status).toBe(422);
      expect(body.errors).toEqual([{ in: 'query', pointer: '/limit', detail: 'Enter a number from 1 to 100' }]);
    },
  );

  it('says one thing of one fault', async () => {
    const { send } = handlerOf(fine);
    const { body } = await send({ body: `{"name":"A","size":${2 ** 53},"pence":-1}` });
    expect(body.errors).toEqual([
      { in: 'body', pointer: '/size', detail: 'Enter 9 or less' },
      { in: 'body', pointer: '/pence', detail: 'Enter 1 or more' },
    ]);
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

const listOfThings = {
  method: 'GET',
  summary: 'List the things',
  input: {},
  problems: ['wrong-state'],
} as const satisfies Partial<Route>;

const lists = area('lists', {
  listThings: route({
    ...listOfThings,
    operationId: 'listThings',
    path: '/v1/things',
    audience: everyone,
    replies: { 200: z.object({ items: z.array(Thing) }), 202: Thing },
    files: ['text/csv', 'text/calendar', 'application/pdf'],
    fileLink: z.object({ url: z.string() }),
  }),
  getFeed: route({
    ...listOfThings,
    operationId: 'getFeed',
    path: '/v1/things.ics',
    audience: everyone,
    replies: {},
    files: ['text/calendar'],
  }),
  exportThings: route({
    ...listOfThings,
    operationId: 'exportThings',
    path: '/v1/admin/things',
    audience: staff('bookings'),
    replies: {},
    files: ['text/csv'],
  }),
});

type List = typeof lists.routes.listThings;
type Feed = typeof lists.routes.getFeed;

describe('a route that answers files', () => {
  const deps = {
    area: lists,
    recallReply: () => Promise.resolve(),
    allowedOrigins: ['https://www.hub.example'],
    log: { event: () => undefined, begin: () => undefined },
    counter: { count: () => undefined, flush: () => undefined },
  };

  const send = async (
    useCase: (context: RequestContext<List>) => unknown,
    { accept, resource = '/v1/things' }: { readonly accept?: string | undefined; readonly resource?: string } = {},
  ) => {
    const answer = (async (_input: unknown, received: RequestContext<List>) => useCase(received)) as never;
    const handlers = {
      public: createHttpHandler({ ...deps, audience: 'public', useCases: { listThings: answer, getFeed: answer } }),
      admin: createHttpHandler({ ...deps, audience: 'admin', useCases: { exportThings: answer } }),
    };
    const event = {
      httpMethod: 'GET',
      resource,
      path: resource,
      headers: { ...(accept !== undefined && { Accept: accept }), Origin: 'https://www.hub.example' },
      requestContext: {
        requestId: 'r',
        authorizer: { claims: { sub: 's', email: 's@hub.example', token_use: 'id', 'cognito:groups': 'bookings' } },
      },
      body: null,
    } as unknown as APIGatewayProxyEvent;
    const {
      statusCode,
      headers = {},
      body,
      isBase64Encoded,
    } = await handlers[resource.includes('admin') ? 'admin' : 'public'](event, contextOf());
    return { status: statusCode, headers, body, ...(isBase64Encoded !== undefined && { isBase64Encoded }) };
  };

  const accepted = async (accept: string | undefined, resource?: string) => {
    let seen: string | undefined;
    await send(
      ({ accepts }) => {
        seen = accepts;
        return { status: 202, body: { name: 'A' } };
      },
      { accept, ...(resource !== undefined && { resource }) },
    );
    return seen;
  };

  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
    ['application/json, application/problem+json', 'application/json'],
    ['text/csv', 'text/csv'],
    ['TEXT/CSV; charset=utf-8', 'text/csv'],
    ['text/csv, application/problem+json', 'text/csv'],
    ['text/calendar, application/json', 'application/json'],
    ['text/csv;q=0.9, application/json;q=0.5', 'text/csv'],
    ['text/csv;q=0.5, application/json;q=0.9', 'application/json'],
    ['text/*', 'text/csv'],
    ['text/*;q=0.4, text/calendar;q=0.6', 'text/calendar'],
    ['application/json;q=0, */*', 'text/csv'],
    ['text/csv;q=none, text/calendar;q=0.1', 'text/calendar'],
    ['image/png', 'application/json'],
    ['text/csv;q=0', 'application/json'],
    ['', 'application/json'],
    [',;q=,', 'application/json'],
    // The gateway hands on bytes for what is named first, and for nothing else.
    ['application/pdf', 'application/pdf'],
    ['Application/PDF;q=0.9, application/json;q=0.5', 'application/pdf'],
    ['text/csv;q=0.1, application/pdf', 'text/csv'],
    ['image/png, application/pdf', 'application/json'],
    ['application/*', 'application/json'],
    ['application/pdf;q=0.1, text/csv', 'text/csv'],
  ])('takes Accept: %s to mean %s', async (accept, expected) => {
    expect(await accepted(accept)).toBe(expected);
  });

  it.each([undefined, '*/*', 'application/json', 'text/calendar', 'image/png', 'text/calendar;q=0'])(
    'has nothing but its file to answer, where it declares no JSON, to Accept: %s',
    async (accept) => {
      expect(await accepted(accept, '/v1/things.ics')).toBe('text/calendar');
    },
  );

  it('answers a file as text of its media type, which nobody keeps', async () => {
    const file = { mediaType: 'text/csv', content: 'Name\r\nZoë\r\n' };
    const { status, headers, body } = await send(() => ({ status: 200, file }), { accept: 'text/csv' });
    expect({ status, body }).toEqual({ status: 200, body: 'Name\r\nZoë\r\n' });
    expect(headers).toMatchObject({
      'Content-Type': 'text/csv; charset=utf-8',
      'Cache-Control': 'no-store',
      Vary: 'Accept, Origin',
      'X-Content-Type-Options': 'nosniff',
      'Access-Control-Allow-Origin': 'https://www.hub.example',
    });
    expect(headers).not.toHaveProperty('Content-Disposition');
  });

  it('answers bytes as Base64, of which the gateway makes bytes again', async () => {
    const content = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0xff, 0x00]);
    const file = { mediaType: 'application/pdf', content, filename: 'log.pdf' };
    const { headers, body, isBase64Encoded } = await send(() => ({ status: 200, file }), { accept: 'application/pdf' });
    expect(isBase64Encoded).toBe(true);
    expect(new Uint8Array(Buffer.from(body, 'base64'))).toEqual(content);
    expect(headers).toMatchObject({ 'Content-Type': 'application/pdf', 'Cache-Control': 'no-store' });
  });

  it('answers the same route in JSON, parsed by its schema, to who asks for that', async () => {
    const { headers, body } = await send(() => ({ status: 200, body: { items: [{ name: 'A', secret: 1 }] } }));
    expect(headers).toMatchObject({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    // Whoever keeps it must not give it to who asks for the file.
    expect(headers).toMatchObject({ Vary: 'Accept, Origin' });
    expect(JSON.parse(body)).toEqual({ items: [{ name: 'A' }] });
  });

  it('answers the link to a file in JSON that nobody keeps, and nothing beside it that is not declared', async () => {
    const body = { url: 'https://bucket.example/1.csv', key: 'exports/1.csv' };
    const answered = await send(() => ({ status: 201, body }), { accept: 'text/csv' });
    expect(answered.status).toBe(201);
    expect(answered.headers).toMatchObject({ 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    expect(answered.headers).not.toHaveProperty('Location');
    expect(JSON.parse(answered.body)).toEqual({ url: 'https://bucket.example/1.csv' });
    const undeclared = await send(() => ({ status: 201, body }), { accept: 'text/csv', resource: '/v1/admin/things' });
    expect(undeclared.status).toBe(500);
  });

  it('answers a table for which there was no time as what took too long', async () => {
    const { status, headers } = await send(() => Promise.reject(new OutOfTimeError('too long')));
    expect([status, headers['Retry-After']]).toEqual([504, '5']);
  });

  it('lets everybody keep a file as long as it says, if it is everybody’s', async () => {
    const reply = (mediaType: string) => ({ status: 200, file: { mediaType, content: '', cacheSeconds: 900 } });
    const feed = await send(() => reply('text/calendar'), { resource: '/v1/things.ics' });
    expect(feed.headers).toMatchObject({ 'Cache-Control': 'public, max-age=900', Vary: 'Origin' });
    const ofStaff = await send(() => reply('text/csv'), { resource: '/v1/admin/things' });
    expect(ofStaff.headers).toMatchObject({ 'Content-Type': 'text/csv; charset=utf-8', 'Cache-Control': 'no-store' });
  });

  it.each([
    ['things.csv', `attachment; filename="things.csv"; filename*=UTF-8''things.csv`],
    [
      "Zoë O'Brien’s.ics",
      `attachment; filename="Zoe O'Brien-s.ics"; filename*=UTF-8''Zo%C3%AB%20O%27Brien%E2%80%99s.ics`,
    ],
    ['../../etc/passwd', `attachment; filename="etc passwd"; filename*=UTF-8''etc%20passwd`],
    ['a"; filename="b.exe\r\nSet-Cookie: x.csv', `attachment; filename="a ; filename= b.exe Set-Cookie x.csv"`],
    ['\u{202e}vsc.exe', `attachment; filename="vsc.exe"; filename*=UTF-8''vsc.exe`],
    ['100% (all).csv', `attachment; filename="100- (all).csv"; filename*=UTF-8''100%25%20%28all%29.csv`],
    ['???.csv', `attachment; filename="document.csv"; filename*=UTF-8''document.csv`],
    ['\ud800', 'attachment; filename="document"'],
    [`${'n'.repeat(300)}.csv`, `attachment; filename="${'n'.repeat(100)}.csv"`],
  ])('has %j saved under a name that is safe', async (filename, expected) => {
    const file = { mediaType: 'text/csv', content: '', filename };
    const { headers } = await send(() => ({ status: 200, file }));
    expect(headers['Content-Disposition']).toContain(expected);
    expect(headers['Content-Disposition']).toMatch(/^[ -~]+$/);
    expect(headers['Access-Control-Expose-Headers']).toContain('Content-Disposition');
  });

  it.each([
    ['a media type that it does not declare', { status: 200, file: { mediaType: 'text/csv', content: '' } }],
    ['JSON that it does not declare', { status: 200, body: { items: [] } }],
  ])('answers %s as a fault of ours', async (_, reply) => {
    const { status, headers, body } = await send(() => reply, { resource: '/v1/things.ics' });
    expect(status).toBe(500);
    expect(headers['Content-Type']).toBe('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ type: 'urn:training-hub:problem:unexpected' });
  });

  it('answers a problem as a problem, whatever was asked for', async () => {
    const { status, headers } = await send(() => Promise.reject(new ProblemError('wrong-state')), {
      accept: 'text/csv',
    });
    expect([status, headers['Content-Type']]).toEqual([409, 'application/problem+json']);
  });

  it('is told by its types what it may answer, and others are not troubled with it', () => {
    expectTypeOf<RequestContext<List>['accepts']>().toEqualTypeOf<
      'application/json' | 'application/pdf' | 'text/csv' | 'text/calendar'
    >();
    expectTypeOf<RequestContext<Feed>['accepts']>().toEqualTypeOf<'text/calendar'>();
    expectTypeOf<RequestContext<typeof things.routes.makeThing>>().not.toHaveProperty('accepts');
    expectTypeOf<ReplyOf<typeof things.routes.makeThing>>().toEqualTypeOf<{
      readonly status: 201;
      readonly body: z.input<typeof Thing>;
    }>();
    const calendar = async () =>
      ({ status: 200, file: { mediaType: 'text/calendar', content: '', cacheSeconds: 60 } }) as const;
    const csv = async () => ({ status: 200, file: { mediaType: 'text/csv', content: '' } }) as const;
    const csvToKeep = async () =>
      ({ status: 200, file: { mediaType: 'text/csv', content: '', cacheSeconds: 60 } }) as const;
    expectTypeOf(calendar).toExtend<UseCase<Feed>>();
    expectTypeOf(csv).not.toExtend<UseCase<Feed>>();
    expectTypeOf(csv).not.toExtend<UseCase<typeof things.routes.makeThing>>();
    expectTypeOf(csv).toExtend<UseCase<typeof lists.routes.exportThings>>();
    expectTypeOf(csvToKeep).not.toExtend<UseCase<typeof lists.routes.exportThings>>();
  });
});

describe('a route that is asked again and again', () => {
  const shelf = area('shelf', {
    seeShelf: route({
      operationId: 'seeShelf',
      method: 'GET',
      path: '/v1/shelf',
      summary: 'See what there is',
      audience: everyone,
      input: {},
      replies: { 200: Thing },
      revalidates: true,
      problems: [],
    }),
    fetchShelf: route({
      operationId: 'fetchShelf',
      method: 'GET',
      path: '/v1/shelf.ics',
      summary: 'Fetch what there is',
      audience: everyone,
      input: {},
      replies: {},
      files: ['text/calendar'],
      revalidates: true,
      problems: [],
    }),
    readShelf: route({
      operationId: 'readShelf',
      method: 'GET',
      path: '/v1/shelf/page',
      summary: 'Read what there is',
      audience: everyone,
      input: {},
      replies: { 200: Thing },
      files: ['text/html'],
      revalidates: true,
      problems: [],
    }),
  });
  let [name, made] = ['Lamp', 0];
  const handler = createHttpHandler({
    area: shelf,
    audience: 'public',
    useCases: {
      seeShelf: async () => ({ status: 200, body: { name } }),
      fetchShelf: async () => {
        const file = {
          mediaType: 'text/calendar',
          cacheSeconds: 60,
          tag: `"${name}"`,
          get content() {
            made += 1;
            return `${name}, made ${made} times`;
          },
        } as const;
        return { status: 200, file };
      },
      readShelf: async (_input, { accepts }) =>
        accepts === 'text/html'
          ? { status: 200, file: { mediaType: accepts, content: `<p>${name}</p>` } }
          : { status: 200, body: { name } },
    },
    recallReply: () => Promise.resolve(),
    allowedOrigins: [],
    log: { event: () => undefined, begin: () => undefined },
    counter: { count: () => undefined, flush: () => undefined },
  });
  const ask = async (path: string, ifNoneMatch?: string, accept?: string) => {
    const event = {
      httpMethod: 'GET',
      resource: path,
      path,
      headers: {
        ...(ifNoneMatch !== undefined && { 'If-None-Match': ifNoneMatch }),
        ...(accept !== undefined && { Accept: accept }),
      },
      pathParameters: null,
      queryStringParameters: null,
      requestContext: { requestId: 'r' },
      body: null,
    };
    const { statusCode, headers, body } = await handler(event as never, contextOf());
    return { statusCode, body, headers: headers as Record<string, string> };
  };

  it('tells its JSON from its page, each of which may be kept and is asked for again', async () => {
    const json = await ask('/v1/shelf/page');
    const page = await ask('/v1/shelf/page', undefined, 'text/html');
    for (const { headers } of [json, page])
      expect(headers).toMatchObject({ Vary: 'Accept', 'Cache-Control': 'no-cache' });
    expect(page.headers.ETag).not.toBe(json.headers.ETag);
    const known = await ask('/v1/shelf/page', page.headers.ETag, 'text/html');
    expect(known).toMatchObject({ statusCode: 304, body: '', headers: { Vary: 'Accept' } });
    expect(await ask('/v1/shelf/page', page.headers.ETag)).toMatchObject({ statusCode: 200 });
  });

  it('sends nothing to who has what there is, and all of it to who has not', async () => {
    const first = await ask('/v1/shelf');
    expect(first).toMatchObject({
      statusCode: 200,
      headers: { ETag: expect.any(String), 'Cache-Control': 'no-cache' },
    });
    const tag = String(first.headers.ETag);
    for (const known of [tag, tag.replace('W/', ''), `"other", ${tag}`, '*']) {
      const again = await ask('/v1/shelf', known);
      expect(again, known).toMatchObject({
        statusCode: 304,
        body: '',
        headers: { ETag: tag, 'Cache-Control': 'no-cache' },
      });
      // Where there is none, the gateway adds one, and it would be that of all that is kept.
      expect(again.headers['Content-Type'], known).toBe('application/json');
    }
    expect((await ask('/v1/shelf', '"other"')).statusCode).toBe(200);
    name = 'Chair';
    expect(await ask('/v1/shelf', tag)).toMatchObject({ statusCode: 200, body: '{"name":"Chair"}' });
  });

  it('goes by the tag that a file has of its own, where what is sent is never twice the same', async () => {
    const tag = String((await ask('/v1/shelf.ics')).headers.ETag);
    expect(await ask('/v1/shelf.ics', tag)).toMatchObject({
      statusCode: 304,
      headers: { 'Cache-Control': 'public, max-age=60', 'Content-Type': 'text/calendar; charset=utf-8' },
    });
    expect(made).toBe(1);
    name = 'Table';
    expect((await ask('/v1/shelf.ics', tag)).statusCode).toBe(200);
  });
});
