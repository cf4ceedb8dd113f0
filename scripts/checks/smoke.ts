import * as z from 'zod';
import { type Check, type Finding, fine, wrong } from './check.ts';
import type { Tls } from './tls.ts';

interface Asking {
  /** Where the site is: an origin. */
  readonly address: URL;
  readonly now: Date;
  readonly tlsOf: (address: URL) => Promise<Tls>;
}

/** Asks and never sends: nothing is changed by being looked at. */
type Get = (path: string) => Promise<Response>;

const Problem = z.object({
  type: z.string().startsWith('urn:training-hub:problem:'),
  title: z.string().min(1),
  status: z.number(),
  instance: z.string().min(1),
});
const Items = z.object({ items: z.array(z.unknown()) });

/** What is wrong with a reply, if anything. */
type Fault = string | undefined;

const firstOf = (...faults: readonly Fault[]): Finding => {
  const found = faults.find((fault) => fault !== undefined);
  return found === undefined ? fine() : wrong(found);
};

const statusIs = ({ status }: Response, wanted: number): Fault =>
  status === wanted ? undefined : `it answers ${status}, and not ${wanted}`;

const isOf = ({ headers }: Response, type: string): Fault =>
  headers.get('content-type')?.startsWith(type) ? undefined : `it is ${headers.get('content-type')}, and not ${type}`;

async function pageFaults(get: Get, path: string): Promise<Finding> {
  const reply = await get(path);
  const isPage = /<h1[\s>]/.test(await reply.text());
  return firstOf(statusIs(reply, 200), isOf(reply, 'text/html'), isPage ? undefined : 'it has no heading');
}

async function problemFaults(get: Get, path: string, status: number): Promise<Finding> {
  const reply = await get(path);
  const body: unknown = await reply.json().catch(() => undefined);
  const problem = Problem.safeParse(body);
  const isProblem = problem.success && problem.data.status === status;
  return firstOf(
    statusIs(reply, status),
    isOf(reply, 'application/problem+json'),
    isProblem ? undefined : `it is no problem as the API describes one: ${JSON.stringify(body)}`,
  );
}

/** What a page is drawn with: its name says what it holds, so that it is kept for good. */
async function stylesFaults(get: Get): Promise<Finding> {
  const [, path] = /<link rel="stylesheet" href="([^"]+)"/.exec(await (await get('/')).text()) ?? [];
  if (path === undefined) return wrong('the start page names none');
  const reply = await get(path);
  const { headers } = reply;
  const kept = headers.get('cache-control') ?? '';
  const packed = headers.get('content-encoding');
  await reply.arrayBuffer();
  return firstOf(
    statusIs(reply, 200),
    isOf(reply, 'text/css'),
    /\bimmutable\b/.test(kept) ? undefined : `it is not kept by browsers: Cache-Control is “${kept}”`,
    packed === null ? 'it is not compressed' : undefined,
  );
}

/** Of a page, by the header that says it. */
const promises: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
  'strict-transport-security': /max-age=\d{7,}/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^(same-origin|no-referrer)$/,
  'cache-control': /no-store/,
};

async function headersFaults(get: Get): Promise<Finding> {
  const { headers } = await get('/');
  const faults = Object.entries(promises)
    .filter(([name, wanted]) => !wanted.test(headers.get(name) ?? ''))
    .map(([name]) => `${name} is “${headers.get(name) ?? 'not there'}”`);
  return faults.length === 0 ? fine() : wrong(faults.join('; '));
}

const soonDays = 14;
const day = 86_400_000;
const onThisMachine = ['127.0.0.1', 'localhost', '[::1]'];

async function tlsFaults({ address, now, tlsOf }: Asking): Promise<Finding> {
  if (address.protocol !== 'https:')
    return onThisMachine.includes(address.hostname) ? fine('none on this machine') : wrong('it is not encrypted');
  const { protocol, endsAt } = await tlsOf(address);
  const until = endsAt.toISOString().slice(0, 10);
  if (!['TLSv1.2', 'TLSv1.3'].includes(protocol)) return wrong(`it speaks ${protocol}`);
  return endsAt.getTime() - now.getTime() < soonDays * day
    ? wrong(`its certificate ends on ${until}`)
    : fine(`${protocol}, certificate until ${until}`);
}

/** What anybody can see of a site that works. */
export function smokeChecks(asking: Asking): Check[] {
  const { address } = asking;
  const base = address.href.replace(/\/$/, '');
  const get: Get = (path) =>
    fetch(new URL(path.startsWith('/') ? `${base}${path}` : path), {
      redirect: 'manual',
      headers: { 'Accept-Encoding': 'gzip' },
      signal: AbortSignal.timeout(20_000),
    });
  return [
    { what: 'encryption', look: () => tlsFaults(asking) },
    {
      what: 'no stage in the path',
      look: async () =>
        address.pathname === '/' ? fine() : wrong(`“${address.pathname}”`, 'Pages work at the root of a domain alone'),
    },
    { what: 'the start page', look: () => pageFaults(get, '/') },
    { what: 'its styles, kept and compressed', look: () => stylesFaults(get) },
    { what: 'the headers that protect a page', look: () => headersFaults(get) },
    { what: 'the list of sessions', look: () => pageFaults(get, '/sessions') },
    {
      what: 'the API’s list of sessions',
      async look() {
        const reply = await get('/v1/sessions');
        const isList = Items.safeParse(await reply.json().catch(() => undefined)).success;
        return firstOf(statusIs(reply, 200), isList ? undefined : 'it is no list');
      },
    },
    { what: 'a path that the API does not have', look: () => problemFaults(get, '/v1/no-such-path', 404) },
    { what: 'staff’s routes without signing in', look: () => problemFaults(get, '/v1/admin/staff', 401) },
  ];
}
