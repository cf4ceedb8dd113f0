import { setTimeout as sleep } from 'node:timers/promises';

/** What one part hands to the next is there in less: a message that was fetched, a change that was read. */
const quietMs = 15;

/** Until nothing has been going on for a moment, or so long. */
export async function untilIdle(isBusy: () => boolean, withinMs: number): Promise<void> {
  const start = performance.now();
  let busyAt = start;
  for (let now = start; now - start < withinMs; now = performance.now()) {
    if (isBusy()) busyAt = now;
    else if (now - busyAt >= quietMs) return;
    await sleep(5);
  }
}
