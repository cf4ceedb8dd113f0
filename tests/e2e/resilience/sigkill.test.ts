import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accepted } from '#http/client.ts';
import { freePort } from '../../../infra/local/engines/free-port.ts';
import { root } from '../../support/deployment.ts';
import { aBooking } from '../../support/hub.ts';
import { isLong } from '../../support/long.ts';
import { until, type Visitor, visitorOf } from '../../support/platform.ts';

describe.runIf(isLong)('the platform, killed under load and started again', () => {
  let stateDir: string;
  let platform: ChildProcess | undefined;
  let hub: Visitor;

  /** As `npm start` does, in a process of its own. */
  async function start(): Promise<Visitor> {
    const port = await freePort();
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'infra/local/main.ts', '--no-seed'],
      {
        cwd: root,
        env: { ...process.env, PORT: String(port), HUB_STATE_DIR: stateDir },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    platform = child;
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    await until(
      async () => output,
      (text) => text.includes('\nready '),
      30_000,
      'the platform to be ready',
    );
    return visitorOf(`http://127.0.0.1:${port}`);
  }

  async function kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = platform;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((exited) => child.once('exit', exited));
    child.kill(signal);
    await ended;
  }

  beforeAll(async () => {
    stateDir = mkdtempSync(join(tmpdir(), 'hub-killed-'));
    hub = await start();
  });
  afterAll(async () => {
    await kill('SIGTERM');
    rmSync(stateDir, { recursive: true, force: true });
  });

  it('loses nothing that it acknowledged, doubles nothing, and sends every owed email once', async () => {
    const capacity = 20;
    const people = 90;
    const sessionId = await hub.publishSession({ capacity });
    const acknowledged = new Map<string, { status: string }>();
    const addresses = Array.from({ length: people }, (_, person) => `killed${person}@nhs.net`);

    const bookAll = (visitor: Visitor) =>
      Promise.allSettled(
        addresses.map(async (address, index) => {
          await sleep(index * 12);
          const reply = accepted(
            await visitor.api.bookPlace(
              { body: aBooking(sessionId, address) },
              { idempotencyKey: `killed-${address}` },
            ),
          );
          const before = acknowledged.get(address);
          if (before !== undefined) expect(reply.body).toEqual(before);
          acknowledged.set(address, reply.body);
        }),
      );

    for (const enough of [5, people / 2 - 5]) {
      const load = bookAll(hub);
      await until(
        async () => acknowledged.size,
        (count) => count >= enough,
        20_000,
        `${enough} acknowledged bookings`,
      );
      await kill('SIGKILL');
      await load;
      hub = await start();
    }
    const acknowledgedBefore = new Map(acknowledged);
    expect(acknowledgedBefore.size).toBeGreaterThan(0);
    expect((await bookAll(hub)).filter(({ status }) => status === 'rejected')).toEqual([]);
    for (const [address, reply] of acknowledgedBefore) expect(acknowledged.get(address)).toEqual(reply);

    const token = await hub.tokenOf('bookings');
    const session = accepted(await hub.api.getAnySession({ path: { sessionId } }, { token })).body;
    expect(session).toMatchObject({ confirmed: capacity, waitlisted: people - capacity });
    const { items } = accepted(
      await hub.api.listSessionBookings({ path: { sessionId }, query: { limit: 100 } }, { token }),
    ).body;
    expect(items.map(({ person }) => person.workEmail).sort()).toEqual([...addresses].sort());
    for (const { person, status } of items) expect(acknowledged.get(person.workEmail)?.status).toBe(status);
    expect(items.filter(({ status }) => status === 'confirmed')).toHaveLength(capacity);

    // What was being sent when the platform died is in doubt until its lease is over.
    // The organiser hears that the session is full, too: that is not counted here.
    const emailsToPeople = async () => (await hub.allEmails()).filter(({ to }) => addresses.includes(to));
    const all = (emails: readonly unknown[]) => emails.length >= people;
    for (let step = 0; step < 4 && !all(await emailsToPeople()); step += 1) {
      await until(emailsToPeople, all, 4000, 'emails').catch(() => undefined);
      await hub.advance(11 * 60_000);
      await hub.fire('requeue-emails');
    }
    await until(emailsToPeople, all, 10_000, `${people} emails`);
    await sleep(1000);
    expect((await emailsToPeople()).map(({ to }) => to).sort()).toEqual([...addresses].sort());
  }, 120_000);
});
