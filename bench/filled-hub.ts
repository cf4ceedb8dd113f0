import { createHash } from 'node:crypto';
import { constants, existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '#platform/clock.ts';
import { benchFolder, root } from './deployed.ts';
import { benchId, fill } from './fill.ts';
import { type BenchHub, startBenchHub, temporaryFolder } from './hub.ts';
import { storedBooking } from './stored-bookings.ts';
import { storedRequest } from './stored-requests.ts';

/** How much a hub holds. */
export interface HubSize {
  /** Bookings of other people for sessions that are over, four in five; the rest is requests for funding. */
  readonly records: number;
  /** That are published and yet to come, over a year. */
  readonly sessions: number;
}

/** One in five requests is for this pot, all others for another one. */
export const askedPot = benchId(1);
const otherPot = benchId(2);
/** As many requests as the clock has something to do with at any time. */
const dueRequests = 20;

const since = '2026-01-05T09:00:00.000Z';
const yetToCome = '2099-01-05T09:00:00.000Z';
const shownEvery = 100_000;

/** Three of four requests were declined; staff look at the others, of which the first are due for the clock. */
function requestOf(hub: BenchHub, n: number) {
  const nth = Math.floor(n / 5);
  const potId = nth % 5 === 0 ? askedPot : otherPot;
  if (nth % 4 !== 3) return storedRequest(hub, n, { potId, status: 'declined', at: since });
  const tendedAt = nth < 4 * dueRequests ? since : yetToCome;
  return storedRequest(hub, n, { potId, status: 'in-review', at: since, tendedAt });
}

function bookingOf(hub: BenchHub, n: number) {
  const [sessionId, personId] = [benchId(Math.floor(n / 50) + 2 ** 30), benchId((n % 20_000) + 2 ** 31)];
  return storedBooking(hub, n, { sessionId, personId, status: 'confirmed' });
}

async function fillHub(hub: BenchHub, { records, sessions }: HubSize): Promise<void> {
  const start = performance.now();
  let shown = 0;
  const show = (written: number) => {
    if (written - shown < shownEvery) return;
    shown = written - (written % shownEvery);
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    console.error(
      `  ${shown.toLocaleString('en-GB')} of ${records.toLocaleString('en-GB')} records after ${seconds} s`,
    );
  };
  await fill(hub, records, (n) => [n % 5 === 4 ? requestOf(hub, n) : bookingOf(hub, n)], show);
  let made = 0;
  const maker = async () => {
    while (made < sessions) {
      made += 1;
      await hub.publishedSession(30, 0.5 + (364 * made) / sessions);
    }
  };
  await Promise.all(Array.from({ length: 8 }, maker));
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.error(
    `  ${records.toLocaleString('en-GB')} records and ${sessions.toLocaleString('en-GB')} sessions filled in ${seconds} s`,
  );
}

/** What a record is made of: where any of it is another, what was kept is of no use. */
function versionOfFill(): string {
  const hash = createHash('sha256');
  const sources = ['shared/{records,domain}/**/*.ts', 'bench/{fill,filled-hub,published-session,stored-*}.ts'];
  for (const file of globSync(sources, { cwd: root }).sort()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

/** The folder of an engine that was filled so: made now, or found as an earlier run left it. */
async function filledFolder(size: HubSize): Promise<string> {
  const prefix = `engine-${size.records}-${size.sessions}-`;
  const name = `${prefix}${versionOfFill()}`;
  const folder = join(benchFolder, name);
  if (existsSync(join(folder, 'filled-at'))) return folder;
  mkdirSync(benchFolder, { recursive: true });
  for (const old of readdirSync(benchFolder)) {
    if (old.startsWith(prefix)) rmSync(join(benchFolder, old), { recursive: true });
  }
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const hub = await startBenchHub(folder);
  try {
    await fillHub(hub, size);
  } finally {
    await hub.stop({ keeping: true });
  }
  writeFileSync(join(folder, 'filled-at'), new Date().toISOString());
  return folder;
}

/**
 * A hub that holds so much, on a copy of the engine's files, so that what is measured leaves no trace for the next run. It lives on from
 * the moment at which it was filled: whenever that was, what is yet to come is yet to come.
 */
export async function startFilledHub(size: HubSize): Promise<BenchHub> {
  const kept = await filledFolder(size);
  const folder = temporaryFolder();
  await cp(kept, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  const lag = Date.now() - Date.parse(readFileSync(join(kept, 'filled-at'), 'utf8'));
  const clock: Clock = () => new Date(Date.now() - lag);
  return startBenchHub(folder, clock);
}
