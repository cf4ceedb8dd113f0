import type { State } from './state.ts';

/** The platform's clock: the machine's, moved by an offset that every function's worker shares. */
export interface Time {
  now(): Date;
  moveTo(instant: Date): void;
  /** Milliseconds; a Float64 that workers read at each look at the clock. */
  readonly offset: SharedArrayBuffer;
}

const setting = 'clock-offset';

/** @param start - where the clock begins; without it, where it stood when the platform last ran */
export function createTime(state: State, start: Date | undefined): Time {
  const offset = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const cell = new Float64Array(offset);
  const moveTo = (instant: Date) => {
    cell[0] = instant.getTime() - Date.now();
    state.set(setting, String(cell[0]));
  };
  cell[0] = Number(state.get(setting) ?? 0);
  if (start) moveTo(start);
  return { offset, moveTo, now: () => new Date(Date.now() + (cell[0] ?? 0)) };
}
