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
    const bell = createBell(30);
    let turns = 0;
    const loop = startLoop(async () => {
      turns += 1;
      return { waitMs: hour };
    }, bell);
    for (let rings = 0; rings < 5; rings += 1) bell.ring();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await loop.stop();
    expect(turns).toBe(2);
  });

  it('keeps nobody who is stopped', async () => {
    const loop = startLoop(async () => ({ waitMs: hour }), createBell(hour));
    await loop.stop();
  });
});
