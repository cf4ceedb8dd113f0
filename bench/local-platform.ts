import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { bookings } from '#functions/bookings/contract.ts';
import { accepted, createClient } from '#http/client.ts';
import { root } from './deployed.ts';
import { type BenchHub, startBenchHub } from './hub.ts';
import { median, type Row } from './measure.ts';
import { sessionToMeasure } from './published-session.ts';
import { personOf } from './stored-bookings.ts';

const callers = 16;
const inARound = 500;
const rounds = 10;
/** What slows down as bookings pile up shows by then. */
const inAll = rounds * inARound;
/** By then V8 has compiled what it compiles, as it has in a function that has been called so often. */
const roundsToWarmUp = 2;

/** `npm start` without anything in it, in a process of its own, on any port that is free. */
async function startPlatform() {
  const stateDir = mkdtempSync(join(tmpdir(), 'hub-bench-platform-'));
  const platform = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'infra/local/main.ts', '--no-seed'],
    {
      cwd: root,
      env: { ...process.env, HUB_STATE_DIR: stateDir, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await new Promise<string>((ready, failed) => {
    platform.once('exit', (code) => failed(new Error(`The local platform ended with ${code}`)));
    createInterface(platform.stdout).on('line', (line) => {
      if (line.startsWith('ready ')) ready(line.slice('ready '.length));
    });
  });
  return {
    url,
    process: platform,
    async stop() {
      const ended = new Promise((exited) => platform.once('exit', exited));
      platform.kill('SIGTERM');
      await ended;
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** A session that staff have made and published, by the API. */
export async function publishedSession(url: string, title: string): Promise<string> {
  const client = createClient(bookings, { baseUrl: url });
  const token = await (await fetch(`${url}/_local/token?for=bookings`)).text();
  const session = sessionToMeasure(new Date(), 1000, 30, title);
  const { body } = accepted(await client.createSession({ body: session as never }, { token }));
  const path = { sessionId: body.sessionId };
  accepted(await client.publishSession({ path, body: {} }, { token }));
  return body.sessionId;
}

/** How many a second are booked by so many callers, each of whom asks as soon as it is answered. */
async function bookingsASecond(book: () => Promise<unknown>): Promise<number> {
  let asked = 0;
  const start = performance.now();
  const caller = async () => {
    while (asked < inARound) {
      asked += 1;
      await book();
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return inARound / ((performance.now() - start) / 1000);
}

/** Stands still, so that the emails that it has yet to deliver take nothing from what is measured beside it. */
async function whileStopped<T>({ pid }: ChildProcess, act: () => Promise<T>): Promise<T> {
  if (pid === undefined) throw new Error('The local platform has no process');
  process.kill(pid, 'SIGSTOP');
  try {
    return await act();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

async function* measured(url: string, platform: ChildProcess, hub: BenchHub): AsyncGenerator<Row> {
  const sessions: string[] = [];
  for (let n = 0; n < callers; n += 1) sessions.push(await publishedSession(url, `Session ${n}`));
  const ofStore: string[] = [];
  for (let n = 0; n < callers; n += 1) ofStore.push(await hub.publishedSession(1000));
  const client = createClient(bookings, { baseUrl: url });
  let person = 0;
  const throughPlatform = async () => {
    person += 1;
    const body = { sessionId: sessions[person % callers] ?? '', person: personOf(`platform${person}@nhs.net`) };
    accepted(await client.bookPlace({ body }));
  };
  const throughStore = () => {
    person += 1;
    return hub.book(ofStore[person % callers] ?? '', `store${person}@nhs.net`);
  };
  const rates: { readonly ours: number; readonly store: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const ours = await bookingsASecond(throughPlatform);
    const store = await whileStopped(platform, () => bookingsASecond(throughStore));
    if (round >= roundsToWarmUp) rates.push({ ours, store });
  }
  const oursOf = (some: typeof rates) => median(some.map(({ ours }) => ours));
  const ratio = median(rates.map(({ ours, store }) => store / ours));
  const store = median(rates.map((each) => each.store));
  yield {
    what: `bookings on the local platform, ${callers} callers`,
    against: 'the use case on the same engine, with nothing before it',
    value: ratio,
    // 0.4 of the store's own rate.
    atMost: 2.5,
    unit: '×',
    note: `${oursOf(rates).toFixed(1)} bookings a second beside ${store.toFixed(1)}, ${(1 / ratio).toFixed(2)} of them`,
  };
  const { emails } = z.object({ emails: z.int() }).parse(await (await fetch(`${url}/_local`)).json());
  const half = rates.length / 2;
  const [first, last] = [oursOf(rates.slice(0, half)), oursOf(rates.slice(half))];
  yield {
    what: `a booking there, of the last ${half * inARound} of ${inAll}`,
    against: 'one of as many before them',
    value: first / last,
    atMost: 1.2,
    unit: '×',
    note: `${last.toFixed(1)} bookings a second beside ${first.toFixed(1)}; ${emails} of their emails had left by then`,
  };
}

/** The whole platform, with every guard on, beside the store alone on an engine of the same kind. */
export async function* measureLocalPlatform(): AsyncGenerator<Row> {
  const platform = await startPlatform();
  try {
    const hub = await startBenchHub();
    try {
      yield* measured(platform.url, platform.process, hub);
    } finally {
      await hub.stop();
    }
  } finally {
    await platform.stop();
  }
}
