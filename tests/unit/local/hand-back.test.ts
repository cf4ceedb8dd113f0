import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handBack, type LambdaReply } from '../../../infra/local/gateway/hand-back.ts';
import { close, listen } from '../../../infra/local/servers.ts';
import { wholeBody } from '../../../infra/local/whole-body.ts';

describe('what a function answers, handed back', () => {
  const api = { binaryTypes: ['application/pdf'], minimumCompression: 1024 };
  const long = 'Asthma reviews in primary care. '.repeat(100);
  let reply: LambdaReply;
  let server: Server;
  let port: number;

  beforeAll(async () => {
    server = createServer((request, response) => handBack(reply, request, response, 'id', api));
    port = await listen(server, 0);
  });
  beforeEach(() => {
    reply = { statusCode: 200, headers: { 'Content-Type': 'text/html' }, body: long };
  });
  afterAll(() => close(server));

  // As it goes over the wire: what fetches decompresses.
  async function asked(headers: Record<string, string> = {}) {
    const response = await new Promise<IncomingMessage>((answered) => {
      request({ host: '127.0.0.1', port, headers }, answered).end();
    });
    return { status: response.statusCode, headers: response.headers, body: await wholeBody(response) };
  }

  it('has each of several cookies as a header of its own', async () => {
    reply = { statusCode: 303, multiValueHeaders: { 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'], location: ['/'] } };
    const { status, headers } = await asked();
    expect(status).toBe(303);
    expect(headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2; Path=/']);
    expect(headers.location).toBe('/');
  });

  it('is compressed where it is large and the caller takes that', async () => {
    const { headers, body } = await asked({ 'Accept-Encoding': 'br, gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).toString()).toBe(long);
    expect(body.length).toBeLessThan(long.length / 10);
  });

  it.each([
    ['of a caller who takes none', {}, {}],
    ['of a caller who refuses it', { 'Accept-Encoding': 'gzip;q=0, br' }, {}],
    ['that is small', { 'Accept-Encoding': 'gzip' }, { body: 'short' }],
    ['that is compressed', { 'Accept-Encoding': 'gzip' }, { multiValueHeaders: { 'Content-Encoding': ['br'] } }],
  ])('stays as it is: one %s', async (_what, headers, change) => {
    reply = { ...reply, ...change };
    const answered = await asked(headers);
    expect(answered.body.toString()).toBe(reply.body);
    expect(answered.headers['content-encoding']).not.toBe('gzip');
  });

  it('is bytes where the caller asks first for a type that is', async () => {
    reply = { statusCode: 200, body: Buffer.from('%PDF').toString('base64'), isBase64Encoded: true };
    expect((await asked({ Accept: 'application/pdf' })).body.toString()).toBe('%PDF');
    expect((await asked({ Accept: 'text/html' })).body.toString()).toBe(reply.body);
  });
});
