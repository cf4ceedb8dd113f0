import { setTimeout as sleep } from 'node:timers/promises';
import type { Bell } from './bell.ts';

export interface Loop {
  /** Whether it has something in hand; never, where it is not said. */
  isBusy?(): boolean;
  stop(): Promise<void>;
}

/**
 * Does something again and again until it is stopped; after a failure it waits and goes on.
 *
 * @param bell - heard while it waits: then it waits no longer
 */
export function startLoop(turn: (signal: AbortSignal) => Promise<{ waitMs: number }>, bell?: Bell): Loop {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async () => {
    while (!signal.aborted) {
      const rung = bell?.rung ?? 0;
      const { waitMs } = await turn(signal).catch(() => ({ waitMs: 250 }));
      if (waitMs === 0) continue;
      if (bell) await bell.rungSince(rung, waitMs, signal);
      else await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
