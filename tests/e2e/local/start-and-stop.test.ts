import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../infra/local/engines/free-port.ts';
import { root } from '../../support/deployment.ts';
import { sampleOf } from '../../support/long.ts';
import { until, visitorOf } from '../../support/platform.ts';

interface Run {
  readonly output: () => string;
  readonly pid: number;
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

const stateDir = mkdtempSync(join(tmpdir(), 'hub-start-'));

function run(file: string, args: readonly string[], env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    cwd: root,
    env: { ...process.env, HUB_STATE_DIR: stateDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = new Promise<number | null>((exited) => child.once('exit', exited));
  return { output: () => output, pid: child.pid ?? 0, ended, kill: (signal) => child.kill(signal) };
}

const start = (args: readonly string[], env: Record<string, string>) => run('infra/local/main.ts', args, env);

/** Processes that were started by another, and by those, as the system lists them. */
function descendants(pid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const children = pairs.filter(([, parent]) => parent === pid).map(([child]) => child);
  return [...children, ...children.flatMap(descendants)];
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

describe('npm start', () => {
  it('loads a small hub, says what is there, keeps it over a restart, moves in time, and ends with Ctrl-C, leaving nothing behind', async () => {
    const port = await freePort();
    const clock = '2027-03-31T22:59:00.000Z';
    const first = start([], { PORT: String(port), HUB_CLOCK: clock });
    await until(
      async () => first.output(),
      (text) => text.includes(`\nready http://127.0.0.1:${port}`),
      30_000,
      'ready',
    );
    expect(first.output()).toContain('Asthma reviews in primary care (24 places)');
    expect(first.output()).not.toMatch(/AWS::|bookings-public/);
    const inbox = /the emails +(\S+)/.exec(first.output())?.[1] ?? '';
    expect(await (await fetch(inbox)).text()).toContain('<html');
    expect(await (await fetch(`http://127.0.0.1:${port}/_local`)).text()).toContain('AWS::WAFv2::WebACL');
    const hub = visitorOf(`http://127.0.0.1:${port}`);
    expect((await hub.now()).toISOString().slice(0, 10)).toBe('2027-03-31');

    const sessions = (await (await fetch(`${hub.url}/v1/sessions`)).json()) as {
      items: { title: string; sessionId: string }[];
    };
    expect(sessions.items.map(({ title }) => title)).toContain('Asthma reviews in primary care');
    expect((await fetch(`${hub.url}/openapi.json`)).headers.get('content-type')).toContain('json');
    expect(await (await fetch(`${hub.url}/docs`)).text()).toContain('/openapi.json');
    expect((await fetch(`${hub.url}/docs/swagger-ui-bundle.js`)).status).toBe(200);
    expect((await fetch(`${hub.url}/_local/nothing`)).status).toBe(404);
    const home = await fetch(hub.url);
    expect(home.status).toBe(200);
    expect(home.headers.get('content-type')).toContain('text/html');
    const notOfTheApi = await fetch(`${hub.url}/v1/nothing/at/all`);
    expect(notOfTheApi.status).toBe(404);
    expect(notOfTheApi.headers.get('content-type')).toBe('application/problem+json');

    // By itself, without being told the port.
    const token = run('infra/local/token.ts', ['bookings'], {});
    expect(await token.ended).toBe(0);
    expect(token.output().trim()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);

    const unknown = run('infra/local/emails.ts', ['nobody@nhs.net', '--sbject', 'place'], {});
    expect(await unknown.ended).toBe(1);
    expect(unknown.output()).toContain("Unknown option '--sbject'");

    // Asked for at once, while it is still on its way.
    const reading = run(
      'infra/local/emails.ts',
      ['siobhan.obrien@nhs.net', '--subject', 'care navigation', '--link'],
      {},
    );
    await hub.book(
      sessions.items.find(({ title }) => title === 'Care navigation for receptionists')?.sessionId ?? '',
      'siobhan.obrien@nhs.net',
    );
    expect(await reading.ended).toBe(0);
    expect(reading.output()).toMatch(/^https?:\/\/\S+\?token=\S+\n$/);

    const booked = await (await fetch(`${hub.url}/v1/sessions`)).json();
    const processes = descendants(first.pid);
    expect(processes.length).toBeGreaterThanOrEqual(2);
    first.kill('SIGINT');
    expect(await first.ended).toBe(0);
    await until(
      async () => processes.filter(isAlive),
      (alive) => alive.length === 0,
      5000,
      'the engines to end',
    );

    const second = start([], { PORT: String(port) });
    await until(
      async () => second.output(),
      (text) => text.includes('\nready '),
      30_000,
      'ready again',
    );
    expect((await hub.now()).getTime()).toBeGreaterThanOrEqual(Date.parse(clock));
    expect(await (await fetch(`${hub.url}/v1/sessions`)).json()).toEqual(booked);
    const orphans = descendants(second.pid);
    second.kill('SIGKILL');
    await second.ended;
    await until(
      async () => orphans.filter(isAlive),
      (alive) => alive.length === 0,
      5000,
      'the engines to notice',
    );
  });

  it('listens on 127.0.0.1 only, with all its engines', async () => {
    const port = await freePort();
    const platform = start(['--no-seed'], { PORT: String(port) });
    await until(
      async () => platform.output(),
      (text) => text.includes('\nready '),
      30_000,
      'ready',
    );
    const listening = execFileSync(
      'node',
      [
        '-e',
        `
      const { readFileSync, readdirSync, readlinkSync } = require('node:fs');
      const inodes = new Set();
      for (const pid of process.argv.slice(1)) for (const fd of readdirSync('/proc/' + pid + '/fd')) {
        try { inodes.add(/socket:\\[(\\d+)\\]/.exec(readlinkSync('/proc/' + pid + '/fd/' + fd))?.[1]); } catch {}
      }
      for (const table of ['tcp', 'tcp6']) for (const line of readFileSync('/proc/net/' + table, 'utf8').split('\\n').slice(1)) {
        const [, local, , state, , , , , , inode] = line.trim().split(/\\s+/);
        if (state === '0A' && inodes.has(inode)) console.log(local.split(':')[0]);
      }`,
        ...[platform.pid, ...descendants(platform.pid)].map(String),
      ],
      { encoding: 'utf8' },
    );
    platform.kill('SIGTERM');
    expect(await platform.ended).toBe(0);
    const addresses = listening.trim().split('\n');
    expect(addresses.length).toBeGreaterThanOrEqual(4);
    expect(new Set(addresses)).toEqual(new Set(['0100007F']));
  });

  it('says in one sentence that its port is in use', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    const platform = start(['--no-seed'], { PORT: String(port) });
    expect(await platform.ended).toBe(1);
    server.close();
    expect(platform.output()).toContain(`Port ${port} is in use`);
    expect(platform.output()).not.toMatch(/\n\s+at /);
  });

  const notUsable: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ PORT: 'many' }, 'PORT is "many"'],
    [{ HUB_STAGE: 'prod' }, 'HUB_STAGE is "prod": choose one of dev, staging, production'],
    [{ HUB_STATE_DIR: 'package.json/state' }, 'is no folder, nor can it be one'],
    ...(process.platform === 'linux'
      ? [[{ HUB_STATE_DIR: '/proc/hub' }, 'The folder /proc/hub cannot be made: name another (HUB_STATE_DIR)'] as const]
      : []),
  ];
  it.each(sampleOf(notUsable, 2))('says in one line what is wrong with %j', async (env, sentence) => {
    const platform = start(['--no-seed'], { PORT: '0', ...env });
    expect(await platform.ended).toBe(1);
    expect(platform.output()).toContain(sentence);
    expect(platform.output()).not.toMatch(/\n\s+at /);
  });

  it('says in one line that it does not know an option', async () => {
    const platform = start(['--frsh'], { PORT: '0' });
    expect(await platform.ended).toBe(1);
    expect(platform.output().trim()).toBe("Unknown option '--frsh'");
  });

  it('says in one line what production waits for, where its hub has not named who answers for what it holds', async () => {
    const synth = run('infra/app.ts', [], { HUB_STAGE: 'production' });
    expect(await synth.ended).toBe(1);
    expect(synth.output().trim().split('\n')).toEqual([expect.stringContaining('has yet to name, for production')]);
  });

  it('says in one line that there is no such stage, where the stacks are synthesized by hand', async () => {
    const synth = run('infra/app.ts', [], { HUB_STAGE: 'stagign' });
    expect(await synth.ended).toBe(1);
    expect(synth.output().trim().split('\n')).toEqual([expect.stringContaining('HUB_STAGE is "stagign"')]);
  });

  it('says that an engine ended, and ends with it', async () => {
    const port = await freePort();
    const platform = start(['--no-seed'], { PORT: String(port) });
    await until(
      async () => platform.output(),
      (text) => text.includes('\nready '),
      30_000,
      'ready',
    );
    const [engine] = descendants(platform.pid);
    if (engine === undefined) throw new Error('no engine');
    process.kill(engine, 'SIGKILL');
    expect(await platform.ended).toBe(1);
    expect(platform.output()).toMatch(/The engine \S+ ended by itself/);
    expect(platform.output()).not.toMatch(/\n\s+at /);
  });

  it('tells who asks for a token that nothing is running', async () => {
    const token = run('infra/local/token.ts', ['bookings'], { PORT: String(await freePort()) });
    expect(await token.ended).toBe(1);
    expect(token.output()).toContain('start it with npm start');
  });
});
