import { setTimeout as sleep } from 'node:timers/promises';

export interface Loop {
  stop(): Promise<void>;
}

/** Does something again and again until it is stopped; after a failure it waits and goes on. */
export function startLoop(turn: (signal: AbortSignal) => Promise<{ waitMs: number }>): Loop {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async () => {
    while (!signal.aborted) {
      const { waitMs } = await turn(signal).catch(() => ({ waitMs: 250 }));
      if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => undefined);
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
