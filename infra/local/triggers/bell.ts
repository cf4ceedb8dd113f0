import { setTimeout as sleep } from 'node:timers/promises';

/** Rung when there may be something to do, so that nobody has to look all the time. */
export interface Bell {
  ring(): void;
  /** How often it has been rung. */
  readonly rung: number;
  /** Until a moment after it has been rung more often than that, or so long; what signal ends, ends this. */
  rungSince(count: number, withinMs: number, signal: AbortSignal): Promise<void>;
}

/** @param gatherMs - what else happens within that time is for the same turn of whoever hears it */
export function createBell(gatherMs: number): Bell {
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
      const wait = (ms: number, until: AbortSignal) => sleep(ms, undefined, { signal: until }).catch(() => undefined);
      if (rung === count) await wait(withinMs, AbortSignal.any([signal, next.signal]));
      if (rung > count) await wait(gatherMs, signal);
    },
  };
}
