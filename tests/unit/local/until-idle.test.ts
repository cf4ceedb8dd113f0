import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { untilIdle } from '../../../infra/local/until-idle.ts';

describe('a wait until nothing goes on', () => {
  it('lasts as long as something does, and over a pause of a moment', async () => {
    let isBusy = true;
    let ended = false;
    const waited = untilIdle(() => isBusy, 60_000).then(() => {
      ended = true;
    });
    await sleep(30);
    isBusy = false;
    await sleep(1);
    isBusy = true;
    await sleep(60);
    expect(ended).toBe(false);
    isBusy = false;
    await waited;
  });

  it('lasts no longer than is given to it', async () => {
    await untilIdle(() => true, 30);
  });
});
