import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lookAt } from '../../../scripts/checks/check.ts';
import { smokeChecks } from '../../../scripts/checks/smoke.ts';
import { type Tls, tlsOf } from '../../../scripts/checks/tls.ts';
import { root } from '../../support/deployment.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What leaves in place of what the site answered, at one path or at each. */
type Spoil = (path: string, reply: Reply) => Partial<Reply>;

let hub: TestPlatform;
let spoiling: Server;
let spoil: Spoil;
let spoiled: URL;
let methods: string[];

beforeAll(async () => {
  hub = await startTestPlatform();
  await hub.publishSession({ title: 'Ear care' });
  spoiling = createServer(async (request, response) => {
    methods.push(request.method ?? '');
    const path = request.url ?? '/';
    const answered = await fetch(`${hub.url}${path}`, { redirect: 'manual' });
    const { 'content-length': _, ...headers } = Object.fromEntries(answered.headers);
    const reply = { status: answered.status, headers, body: await answered.text() };
    const { status, body, headers: said } = { ...reply, ...spoil(path, reply) };
    // What is spoiled leaves unpacked.
    const { 'content-encoding': packed, ...rest } = said;
    response.writeHead(status, packed === undefined ? rest : { ...rest, 'content-encoding': 'identity' }).end(body);
  });
  await new Promise<void>((resolve) => spoiling.listen(0, '127.0.0.1', resolve));
  spoiled = new URL(`http://127.0.0.1:${(spoiling.address() as AddressInfo).port}`);
});
beforeEach(() => {
  methods = [];
  spoil = () => ({});
});
afterAll(async () => {
  spoiling?.close();
  await hub?.stop();
});

async function smoke(address: URL, { tls = tlsOf, only = '' }: { tls?: typeof tlsOf; only?: string } = {}) {
  const lines: string[] = [];
  const now = new Date('2027-01-04T09:00:00.000Z');
  const checks = smokeChecks({ address, now, tlsOf: tls }).filter(({ what }) => what.includes(only));
  const works = await lookAt(checks, (line) => lines.push(line));
  return { works, wrong: lines.filter((line) => line.startsWith('NOT OK')) };
}

const at =
  (path: string, change: (reply: Reply) => Partial<Reply>): Spoil =>
  (asked, reply) =>
    asked === path ? change(reply) : {};
const without =
  (name: string) =>
  ({ headers }: Reply) => ({
    headers: Object.fromEntries(Object.entries(headers).filter(([header]) => header !== name)),
  });

describe('npm run smoke', () => {
  it('finds a site that works to work, in one line for each thing, and ends with 0', async () => {
    const said = await new Promise<string>((resolve, reject) =>
      execFile(process.execPath, ['scripts/smoke.ts', hub.url], { cwd: root }, (error, out) =>
        error ? reject(error) : resolve(out),
      ),
    );
    expect(said.trim().split('\n')).toEqual([
      'ok      encryption: none on this machine',
      'ok      no stage in the path',
      'ok      the start page',
      'ok      its styles, kept and compressed',
      'ok      the headers that protect a page',
      'ok      the list of sessions',
      'ok      the API’s list of sessions',
      'ok      a path that the API does not have',
      'ok      staff’s routes without signing in',
    ]);
  });

  it('ends with 1 where something does not work, or nothing answers', async () => {
    const code = await new Promise((resolve) =>
      execFile(process.execPath, ['scripts/smoke.ts', `${hub.url}/production`], { cwd: root }, (error) =>
        resolve(error?.code),
      ),
    );
    expect(code).toBe(1);
    const { works, wrong } = await smoke(new URL('http://127.0.0.1:9'));
    expect(works).toBe(false);
    expect(wrong).toHaveLength(7);
  });

  it('only asks', async () => {
    expect(await smoke(spoiled)).toEqual({ works: true, wrong: [] });
    expect([...new Set(methods)]).toEqual(['GET']);
  });

  it.each<[string, Spoil, string[]]>([
    ['the start page fails', at('/', () => ({ status: 502 })), ['the start page: it answers 502, and not 200']],
    ['pages are not pages', at('/sessions', () => ({ body: '{}' })), ['the list of sessions: it has no heading']],
    [
      'styles are not compressed',
      (path, reply) => (path.startsWith('/assets/') ? without('content-encoding')(reply) : {}),
      ['its styles, kept and compressed: it is not compressed'],
    ],
    [
      'styles are not kept',
      (path, { headers }) =>
        path.startsWith('/assets/') ? { headers: { ...headers, 'cache-control': 'no-store' } } : {},
      ['its styles, kept and compressed: it is not kept by browsers: Cache-Control is “no-store”'],
    ],
    [
      'any page may frame it',
      at('/', without('content-security-policy')),
      ['the headers that protect a page: content-security-policy is “not there”'],
    ],
    [
      'the API’s list is none',
      at('/v1/sessions', () => ({ body: '[]' })),
      ['the API’s list of sessions: it is no list'],
    ],
    [
      'the gateway’s own words are heard',
      at('/v1/no-such-path', () => ({ body: '{"message":"Missing Authentication Token"}' })),
      ['a path that the API does not have: it is no problem'],
    ],
    [
      'staff’s routes are open',
      at('/v1/admin/staff', () => ({ status: 200, body: '{"items":[]}' })),
      ['staff’s routes without signing in: it answers 200, and not 401'],
    ],
  ])('says it where %s', async (_, how, said) => {
    spoil = how;
    const { works, wrong } = await smoke(spoiled);
    expect(works).toBe(false);
    expect(wrong).toEqual(said.map((each) => expect.stringContaining(each)));
  });
});

describe('encryption', () => {
  const https = new URL('https://www.hub.example');
  const endsAt = new Date('2027-06-01T00:00:00.000Z');
  const encryption = async (address: URL, answered?: Tls) =>
    (await smoke(address, { only: 'encryption', ...(answered && { tls: async () => answered }) })).wrong;

  it('is wanted everywhere but on this machine, and by nothing older than TLS 1.2', async () => {
    expect(await encryption(https, { protocol: 'TLSv1.3', endsAt })).toEqual([]);
    expect(await encryption(https, { protocol: 'TLSv1.1', endsAt })).toEqual([
      expect.stringContaining('it speaks TLSv1.1'),
    ]);
    expect(await encryption(new URL('http://www.hub.example'))).toEqual([expect.stringContaining('not encrypted')]);
  });

  it('whose certificate soon ends is said two weeks before', async () => {
    const soon = new Date('2027-01-17T00:00:00.000Z');
    expect(await encryption(https, { protocol: 'TLSv1.3', endsAt: soon })).toEqual([
      expect.stringContaining('its certificate ends on 2027-01-17'),
    ]);
  });

  it('that is none is seen, though the address says that it is', async () => {
    expect(await encryption(new URL(hub.url.replace('http:', 'https:')))).toEqual([
      expect.stringContaining('it cannot be told'),
    ]);
  });
});
