import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bookings } from '#functions/bookings/contract.ts';
import { accepted, createClient } from '#http/client.ts';
import { root } from './deployed.ts';
import { type BenchHub, startBenchHub } from './hub.ts';
import { median, type Row } from './measure.ts';
import { sessionToMeasure } from './published-session.ts';
import { personOf } from './stored-bookings.ts';

const callers = 16;
const roundMs = 2500;
const rounds = 4;

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
async function bookingsASecond(book: (person: number) => Promise<unknown>): Promise<number> {
  let booked = 0;
  const start = performance.now();
  const caller = async () => {
    while (performance.now() - start < roundMs) {
      await book(booked);
      booked += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return booked / ((performance.now() - start) / 1000);
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

async function measured(url: string, platform: ChildProcess, hub: BenchHub): Promise<Row> {
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
  const ratios: number[] = [];
  const rates: (readonly [platform: number, store: number])[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const ours = await bookingsASecond(throughPlatform);
    const store = await whileStopped(platform, () => bookingsASecond(throughStore));
    // The first round warms up.
    if (round < 0) continue;
    ratios.push(store / ours);
    rates.push([ours, store]);
  }
  const [ours, store] = [median(rates.map(([of]) => of)), median(rates.map(([, of]) => of))];
  return {
    what: `bookings on the local platform, ${callers} callers`,
    against: 'the use case on the same engine, with nothing before it',
    value: median(ratios),
    // 0.4 of the store's own rate.
    atMost: 2.5,
    unit: '×',
    note: `${ours.toFixed(1)} bookings a second beside ${store.toFixed(1)}, ${(1 / median(ratios)).toFixed(2)} of them`,
  };
}

/** The whole platform, with every guard on, beside the store alone on an engine of the same kind. */
export async function* measureLocalPlatform(): AsyncGenerator<Row> {
  const platform = await startPlatform();
  try {
    const hub = await startBenchHub();
    try {
      yield await measured(platform.url, platform.process, hub);
    } finally {
      await hub.stop();
    }
  } finally {
    await platform.stop();
  }
}
