import { setTimeout as sleep } from 'node:timers/promises';

/** Rung when there may be something to do, so that nobody has to look all the time. */
export interface Bell {
  ring(): void;
  /** How often it has been rung. */
  readonly rung: number;
  /** Until it has been rung more often than that, or so long; what signal ends, ends this. */
  rungSince(count: number, withinMs: number, signal: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  let rung = 0;
  let next = new AbortController();
  return {
    ring() {
      rung += 1;
      const heard = next;
      next = new AbortController();
      heard.abort();
    },
    get rung() {
      return rung;
    },
    async rungSince(count, withinMs, signal) {
      if (rung > count) return;
      await sleep(withinMs, undefined, { signal: AbortSignal.any([signal, next.signal]) }).catch(() => undefined);
    },
  };
}
