import { describe, expect, it } from 'vitest';
import { pause, type Work } from '#platform/work.ts';

const within = (milliseconds: number): Work => ({
  signal: new AbortController().signal,
  deadline: performance.now() + milliseconds,
});

describe('a pause before another attempt', () => {
  it('is as random near the deadline as before: those who have the same do not come back in step', async () => {
    const work = within(600);
    const back: number[] = [];
    const wait = async (random: number) => {
      expect(await pause(work, () => random, 20)).toBe(true);
      back.push(random);
    };
    await Promise.all([0.9, 0.5, 0.1, 0.7, 0.3].map(wait));
    expect(back).toEqual([0.1, 0.3, 0.5, 0.7, 0.9]);
  });

  it('is none where no attempt would end in time, or the work is stopped', async () => {
    expect(await pause(within(50), () => 0, 0)).toBe(false);
    expect(await pause({ ...within(5000), signal: AbortSignal.abort() }, () => 0, 0)).toBe(false);
  });
});
