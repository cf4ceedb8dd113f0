import { describe, expect, it } from 'vitest';
import { bookings } from '#functions/bookings/contract.ts';
import { createInvokingFetch } from '#functions/website/api/invoking-fetch.ts';
import { createClient } from '#http/client.ts';

function clientOf(answer: object) {
  const invoked: { name: string; event: Record<string, unknown> }[] = [];
  const invoke = async (name: string, event: string) => {
    invoked.push({ name, event: JSON.parse(event) });
    return JSON.stringify(answer);
  };
  const fetch = createInvokingFetch(invoke, bookings, 'bookings-public');
  return { invoked, client: createClient(bookings, { baseUrl: 'https://api.invalid', fetch }) };
}
const problem = {
  statusCode: 404,
  headers: { 'Content-Type': 'application/problem+json' },
  body: JSON.stringify({
    type: 'urn:training-hub:problem:session-not-found',
    title: 'There is no such training session',
    status: 404,
    instance: '1',
  }),
};

describe('a call of a page to the function that answers the public', () => {
  it('is what the gateway would hand on: the route, its parameters, the query', async () => {
    const { client, invoked } = clientOf(problem);
    const sessionId = '01KEX4S6V8Z2M9Q3T7R5W1YB0C';
    expect(await client.getSession({ path: { sessionId } })).toMatchObject({ ok: false, code: 'session-not-found' });
    expect(invoked[0]).toMatchObject({
      name: 'bookings-public',
      event: {
        resource: '/v1/sessions/{sessionId}',
        path: `/v1/sessions/${sessionId}`,
        httpMethod: 'GET',
        pathParameters: { sessionId },
        queryStringParameters: null,
        body: null,
      },
    });
    await client.listSessions({ query: { q: 'a b&c', limit: 5 } }).catch(() => undefined);
    expect(invoked[1]?.event).toMatchObject({
      resource: '/v1/sessions',
      pathParameters: {},
      queryStringParameters: { q: 'a b&c', limit: '5' },
    });
  });

  it('carries a body and a key, and no sign-in', async () => {
    const { client, invoked } = clientOf(problem);
    await client.bookPlace({ body: { sessionId: '1' } as never }, { idempotencyKey: 'k1', token: 'nobody’s' });
    const [call] = invoked;
    expect(call?.event.headers).toMatchObject({ 'content-type': 'application/json', 'idempotency-key': 'k1' });
    expect(call?.event.headers).not.toHaveProperty('authorization');
    expect(JSON.parse(String(call?.event.body))).toEqual({ sessionId: '1' });
  });

  it('is none of a route for staff or learners, whatever asks for it', async () => {
    const { client, invoked } = clientOf(problem);
    await expect(client.listAllSessions({})).rejects.toThrow('No route of the contract is GET /v1/admin/sessions');
    expect(invoked).toEqual([]);
  });

  it.each([
    ['Error', 'no-answer'],
    ['TimeoutError', 'took-too-long'],
    ['TooManyRequestsException', 'busy'],
  ])('is answered as the gateway would where the function gives no answer: %s', async (name, code) => {
    const failing = () => Promise.reject(Object.assign(new Error('said by AWS'), { name }));
    const fetch = createInvokingFetch(failing, bookings, 'bookings-public');
    const client = createClient(bookings, { baseUrl: 'https://api.invalid', fetch });
    const reply = await client.listSessions({});
    expect(reply).toMatchObject({ ok: false, code });
    expect(JSON.stringify(reply)).not.toContain('said by AWS');
  });
});
