import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createBell } from '../../../infra/local/triggers/bell.ts';
import { startLoop } from '../../../infra/local/triggers/loop.ts';

/** Longer than any test: what ends before was not waited for. */
const hour = 3_600_000;

describe('a bell', () => {
  it('ends the wait of a loop that hears it, and one that rings during a turn is not lost', async () => {
    const bell = createBell(0);
    let turns = 0;
    let third: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      third = resolve;
    });
    const loop = startLoop(async () => {
      turns += 1;
      // Before it waits, and then from outside.
      if (turns === 1) bell.ring();
      if (turns === 2) setImmediate(() => bell.ring());
      if (turns === 3) third();
      return { waitMs: hour };
    }, bell);
    await begun;
    await loop.stop();
    expect(turns).toBe(3);
  });

  it('leaves time for what rings beside it', async () => {
    const turnsOf = async (gatherMs: number) => {
      const bell = createBell(gatherMs);
      let turns = 0;
      const loop = startLoop(async () => {
        turns += 1;
        return { waitMs: hour };
      }, bell);
      // Each while it waits, and each in a moment of its own.
      for (let rings = 0; rings < 5; rings += 1) {
        await sleep(1);
        bell.ring();
      }
      await sleep(2 * gatherMs + 20);
      await loop.stop();
      return turns;
    };
    expect(await turnsOf(0)).toBeGreaterThan(2);
    expect(await turnsOf(200)).toBe(2);
  });

  it('keeps nobody who is stopped, waiting or gathering', async () => {
    const waiting = startLoop(async () => ({ waitMs: hour }), createBell(hour));
    await sleep(1);
    await waiting.stop();
    const bell = createBell(hour);
    const loop = startLoop(async () => ({ waitMs: hour }), bell);
    await sleep(1);
    bell.ring();
    await sleep(1);
    await loop.stop();
  });
});
