import { describe, expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod';
import { accepted, type CallOptions, ContractBrokenError, createClient, type Refused } from '#http/client.ts';
import { problemBody } from '#http/problems.ts';
import { area, everyone, learner, manageLink, type Route, route } from '#http/route.ts';

const Thing = z.object({ thingId: z.string(), parts: z.array(z.object({ size: z.int() })).optional() });
const thingPath = z.object({ thingId: z.string() });

const things = area('things', {
  listThings: route({
    operationId: 'listThings',
    method: 'GET',
    path: '/v1/things',
    summary: 'List the things',
    audience: everyone,
    input: { query: z.object({ limit: z.coerce.number().default(20), cursor: z.string().optional() }) },
    replies: { 200: z.object({ items: z.array(Thing) }) },
    problems: [],
  }),
  changeThing: route({
    operationId: 'changeThing',
    method: 'PATCH',
    path: '/v1/things/{thingId}',
    summary: 'Change a thing',
    audience: learner,
    input: { path: thingPath, body: z.strictObject({ size: z.int() }) },
    replies: { 200: Thing, 202: z.object({ later: z.literal(true) }) },
    problems: ['stale-version'],
  }),
  cancelThing: route({
    operationId: 'cancelThing',
    method: 'POST',
    path: '/v1/things/{thingId}/cancel',
    summary: 'Cancel a thing',
    audience: manageLink,
    input: { path: thingPath },
    replies: { 200: Thing },
    problems: [],
  }),
});

const json = (body: unknown, status = 200, contentType = 'application/json') =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': contentType },
  });
const problem = (body: unknown, status: number) => json(body, status, 'application/problem+json');

/** A service that answers what it is told to, and keeps what it was asked. */
function clientOf(answer: Response, token?: string) {
  const asked: Request[] = [];
  const client = createClient(things, {
    baseUrl: 'https://hub.example',
    ...(token !== undefined && { token }),
    fetch: async (url, init) => {
      asked.push(new Request(url, init));
      return answer;
    },
  });
  const theRequest = (): Request => {
    const [request] = asked;
    if (!request || asked.length > 1) throw new Error(`${asked.length} requests were sent`);
    return request;
  };
  return { client, theRequest };
}

const thing = { thingId: 'one' };

describe('a call', () => {
  it('puts path parameters into the path, percent-encoded', async () => {
    const { client, theRequest } = clientOf(json(thing));
    await client.cancelThing({ path: { thingId: 'a/b ?ü' } });
    expect(theRequest().url).toBe('https://hub.example/v1/things/a%2Fb%20%3F%C3%BC/cancel');
    expect(theRequest().method).toBe('POST');
  });

  it('is not sent where a path parameter is empty, since that would be another route', async () => {
    const { client } = clientOf(json(thing));
    await expect(client.cancelThing({ path: { thingId: '' } })).rejects.toThrow('needs the path parameter thingId');
  });

  it.each([
    ['firewall', 413, 'too-large'],
    ['firewall', 429, 'too-many-requests'],
    ['gateway', 504, 'took-too-long'],
  ] as const)('knows a problem that a %s answered as JSON of no particular kind: %i', async (_, status, code) => {
    const { client } = clientOf(json(problemBody(code, 'firewall'), status));
    const reply = await client.changeThing({ path: { thingId: 'one' }, body: { size: 2 } });
    expect(reply).toMatchObject({ ok: false, status, code });
  });

  it('leaves out of the query what is undefined', async () => {
    const { client, theRequest } = clientOf(json({ items: [] }));
    await client.listThings({ query: { limit: 5, cursor: undefined } });
    expect(theRequest().url).toBe('https://hub.example/v1/things?limit=5');
  });

  it('needs no request where none of its parts is required', async () => {
    const { client, theRequest } = clientOf(json({ items: [] }));
    await client.listThings();
    expect(theRequest().url).toBe('https://hub.example/v1/things');
  });

  it('sends its body as JSON, and no content type without one', async () => {
    const withBody = clientOf(json(thing));
    await withBody.client.changeThing({ path: { thingId: 'one' }, body: { size: 2 } });
    expect(await withBody.theRequest().json()).toEqual({ size: 2 });
    expect(withBody.theRequest().headers.get('content-type')).toBe('application/json');

    const without = clientOf(json(thing));
    await without.client.cancelThing({ path: { thingId: 'one' } });
    expect(without.theRequest().headers.get('content-type')).toBeNull();
  });

  it('sends a token in the scheme of the route’s audience, and never to a public route', async () => {
    const change = clientOf(json(thing), 'usual');
    await change.client.changeThing({ path: { thingId: 'one' }, body: { size: 2 } });
    expect(change.theRequest().headers.get('authorization')).toBe('Bearer usual');

    const cancel = clientOf(json(thing), 'usual');
    await cancel.client.cancelThing({ path: { thingId: 'one' } }, { token: 'of-the-link' });
    expect(cancel.theRequest().headers.get('authorization')).toBe('Manage of-the-link');

    const list = clientOf(json({ items: [] }), 'usual');
    await list.client.listThings();
    expect(list.theRequest().headers.get('authorization')).toBeNull();
  });

  it('sends an idempotency key, and lets a header of the caller’s stand above its own', async () => {
    const { client, theRequest } = clientOf(json(thing));
    await client.cancelThing(
      { path: { thingId: 'one' } },
      { token: 'mine', idempotencyKey: 'once', headers: { Authorization: 'Basic no' } },
    );
    expect(theRequest().headers.get('idempotency-key')).toBe('once');
    expect(theRequest().headers.get('authorization')).toBe('Basic no');
  });
});

describe('a reply', () => {
  const call = (answer: Response) =>
    clientOf(answer).client.changeThing({ path: { thingId: 'one' }, body: { size: 2 } });

  it('is told from others by its status, which gives the type of its body', async () => {
    const reply = await call(json({ later: true }, 202));
    expect(reply).toMatchObject({ ok: true, status: 202, body: { later: true } });
    if (reply.ok && reply.status === 202) expectTypeOf(reply.body).toEqualTypeOf<{ later: true }>();
    if (reply.ok && reply.status === 200) expectTypeOf(reply.body).toEqualTypeOf<z.output<typeof Thing>>();
    expectTypeOf(reply).extract<{ ok: false }>().toEqualTypeOf<Refused>();
  });

  it('may be a declared problem, found by its code', async () => {
    const reply = await call(problem(problemBody('stale-version', 'r-1', { version: 7 }), 409));
    expect(reply).toMatchObject({ ok: false, status: 409, code: 'stale-version', problem: { version: 7 } });
  });

  it('breaks the contract by a field that is not declared, however deep, and is told which', async () => {
    await expect(call(json({ ...thing, secret: 1 }))).rejects.toThrow('does not declare: /secret');
    await expect(call(json({ ...thing, parts: [{ size: 1 }, { size: 1, owner: 'x' }] }))).rejects.toThrow(
      'does not declare: /parts/1/owner',
    );
  });

  it.each([
    ['a status that is not declared', json(thing, 201), 'answered 201'],
    ['a body of another shape', json({ thingId: 5 }), 'thingId'],
    ['a body that is not JSON', json('<html>'), 'not JSON'],
    ['no body where one is declared', new Response(null, { status: 200 }), 'expected object'],
    ['a problem that is not declared', problem(problemBody('session-not-found', 'r'), 404), 'session-not-found'],
    ['a problem under another status', problem(problemBody('stale-version', 'r'), 400), 'whose status is 409'],
    [
      'a problem whose own status says otherwise',
      problem({ ...problemBody('stale-version', 'r'), status: 410 }, 409),
      'whose status is 409',
    ],
    ['a problem without what every problem has', problem({ title: 'No' }, 409), 'instance'],
  ])('breaks the contract by %s', async (_, answer, message) => {
    const failure = await call(answer).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ContractBrokenError);
    expect(String(failure)).toContain('changeThing');
    expect(String(failure)).toContain(message);
  });
});

const listOfThings = {
  operationId: 'exportThings',
  method: 'GET',
  path: '/v1/things',
  summary: 'List the things',
  audience: everyone,
  input: {},
  problems: ['stale-version'],
} as const satisfies Partial<Route>;

const files = area('files', {
  exportThings: route({
    ...listOfThings,
    replies: { 200: Thing, 202: z.object({ later: z.literal(true) }) },
    files: ['text/csv'],
    fileLink: z.object({ url: z.string() }),
  }),
  getFeed: route({ ...listOfThings, operationId: 'getFeed', replies: {}, files: ['text/calendar', 'text/csv'] }),
  printThings: route({
    ...listOfThings,
    operationId: 'printThings',
    replies: { 200: Thing },
    files: ['application/pdf'],
  }),
});

describe('a reply that may be a file', () => {
  const text = (body: string, contentType: string, status = 200) =>
    new Response(body, { status, headers: { 'Content-Type': contentType } });

  function clientOf(answer: Response) {
    const accepts: (string | null)[] = [];
    const client = createClient(files, {
      baseUrl: 'https://hub.example',
      fetch: async (url, init) => {
        accepts.push(new Request(url, init).headers.get('accept'));
        return answer;
      },
    });
    return { client, accepts };
  }

  it('is JSON where nothing else is asked for', async () => {
    const { client, accepts } = clientOf(json(thing));
    const reply = await client.exportThings();
    expect(reply).toMatchObject({ ok: true, body: thing });
    expect(accepts).toEqual(['application/json, application/problem+json']);
    if (reply.ok && reply.status === 200) expectTypeOf(reply.body).toEqualTypeOf<z.output<typeof Thing>>();
  });

  it('is handed on as text where it is asked for', async () => {
    const { client, accepts } = clientOf(text('Name\r\n7\r\n', 'text/csv; charset=utf-8'));
    const reply = await client.exportThings({}, { accept: 'text/csv' });
    expect(reply).toMatchObject({ ok: true, status: 200, mediaType: 'text/csv', body: 'Name\r\n7\r\n' });
    expect(accepts).toEqual(['text/csv, application/problem+json']);
    if (reply.ok && reply.status === 200) expectTypeOf(reply.body).toEqualTypeOf<string>();
    if (reply.ok && reply.status === 200) expectTypeOf(reply.mediaType).toEqualTypeOf<'text/csv'>();
    if (reply.ok && reply.status === 202) expectTypeOf(reply.body).toEqualTypeOf<{ later: true }>();
  });

  it('is handed on as bytes where it is none', async () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0xff, 0x00]);
    const headers = { 'Content-Type': 'application/pdf' };
    const { client, accepts } = clientOf(new Response(bytes, { headers }));
    const reply = accepted(await client.printThings({}, { accept: 'application/pdf' }));
    expect(reply.body).toEqual(bytes);
    expect(accepts).toEqual(['application/pdf, application/problem+json']);
    expectTypeOf(reply.body).toEqualTypeOf<Uint8Array>();
  });

  it('is not taken for JSON, whatever it holds', async () => {
    const { client } = clientOf(text('{"thingId":"one"}', 'text/csv'));
    expect(await client.exportThings({}, { accept: 'text/csv' })).toMatchObject({ body: '{"thingId":"one"}' });
  });

  it('needs no asking for where there is nothing else', async () => {
    const { client, accepts } = clientOf(text('BEGIN:VCALENDAR', 'text/calendar'));
    const reply = accepted(await client.getFeed());
    expect(reply).toMatchObject({ mediaType: 'text/calendar', body: 'BEGIN:VCALENDAR' });
    expect(accepts).toEqual(['text/calendar, text/csv, application/problem+json']);
    expectTypeOf(reply.mediaType).toEqualTypeOf<'text/calendar' | 'text/csv'>();
    expectTypeOf(reply.body).toEqualTypeOf<string>();
  });

  it('may be another status in JSON, or a problem', async () => {
    const later = clientOf(json({ later: true }, 202)).client;
    expect(await later.exportThings({}, { accept: 'text/csv' })).toMatchObject({ status: 202, body: { later: true } });
    const refused = clientOf(problem(problemBody('stale-version', 'r-1'), 409)).client;
    expect(await refused.exportThings({}, { accept: 'text/csv' })).toMatchObject({ ok: false, code: 'stale-version' });
  });

  it('may be the link to a file that is too large to be answered', async () => {
    const { client } = clientOf(json({ url: 'https://bucket.example/1' }, 201));
    const reply = accepted(await client.exportThings({}, { accept: 'text/csv' }));
    expect(reply).toMatchObject({ status: 201, body: { url: 'https://bucket.example/1' } });
    if (reply.status === 201) expectTypeOf(reply.body).toEqualTypeOf<{ url: string }>();
    type OfJson = Awaited<ReturnType<typeof client.exportThings<'application/json'>>>;
    expectTypeOf<Extract<OfJson, { readonly status: 201 }>>().toBeNever();
  });

  it.each([
    ['the link to a file where JSON was asked for', json({ url: 'https://bucket.example/1' }, 201), undefined],
    ['a link that is none', json({ link: 'https://bucket.example/1' }, 201), 'text/csv'],
    ['JSON where a file was asked for', json(thing), 'text/csv'],
    ['a file where JSON was asked for', text('Name', 'text/csv'), undefined],
    ['a file that is not declared', text('BEGIN:VCALENDAR', 'text/calendar'), 'text/csv'],
    ['a file under another status than 200', text('Name', 'text/csv', 202), 'text/csv'],
  ] as const)('breaks the contract by %s', async (_, answer, accept) => {
    const call = clientOf(answer).client.exportThings({}, accept && { accept });
    await expect(call).rejects.toThrow(ContractBrokenError);
  });

  it('can be asked for only of a route that declares it', () => {
    const { client } = clientOf(json(thing));
    // @ts-expect-error it is no file of this route
    expectTypeOf(client.exportThings).toBeCallableWith({}, { accept: 'text/calendar' });
    // @ts-expect-error it has no JSON
    expectTypeOf(client.getFeed).toBeCallableWith({}, { accept: 'application/json' });
    const { cancelThing } = createClient(things, { baseUrl: 'https://hub.example' });
    expectTypeOf<Parameters<typeof cancelThing>[1]>().toEqualTypeOf<CallOptions | undefined>();
  });
});

describe('a reply that must have been accepted', () => {
  it('is handed on, typed', async () => {
    const reply = accepted(await clientOf(json(thing)).client.cancelThing({ path: { thingId: 'one' } }));
    expectTypeOf(reply.body).toEqualTypeOf<z.output<typeof Thing>>();
    expect(reply.body).toEqual(thing);
  });

  it('is thrown, with all that was said, where it was refused', async () => {
    const errors = [{ in: 'body' as const, pointer: '/size', detail: 'Give this' }];
    const { client } = clientOf(problem(problemBody('not-valid', 'r-9', { errors }), 422));
    const reply = await client.cancelThing({ path: { thingId: 'one' } });
    expect(() => accepted(reply)).toThrow(/422 not-valid \(request r-9\).*body \/size: Give this/);
  });
});

describe('the types of a call', () => {
  it('ask for each part that is required, and know no other route', () => {
    const { client } = clientOf(json(thing));
    type Change = Parameters<typeof client.changeThing>[0];
    expectTypeOf<Change['path']>().toEqualTypeOf<{ readonly thingId: string }>();
    expectTypeOf<Change['body']>().toEqualTypeOf<{ size: number }>();
    // @ts-expect-error the path is missing
    expectTypeOf(client.changeThing).toBeCallableWith({ body: { size: 1 } });
    expect(Object.keys(client)).toEqual(['listThings', 'changeThing', 'cancelThing']);
  });
});
