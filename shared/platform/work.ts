import { BusyError } from './errors.ts';

/** The bounds of the work that one request or event may cause. */
export interface Work {
  /** Aborted when the function is about to be stopped. */
  readonly signal: AbortSignal;
  /** By `performance.now()`, which no change of the clock moves: no new attempt begins after it. */
  readonly deadline: number;
}

/** Kept back from a function's time, so that it can still say what it did not get done. */
const reserveMs = 1000;

/** The bounds of what one invocation may do. */
export function workWithin(context: { getRemainingTimeInMillis(): number }, signal?: AbortSignal): Work {
  const remainingMs = Math.max(1, context.getRemainingTimeInMillis() - reserveMs);
  return { signal: signal ?? AbortSignal.timeout(remainingMs), deadline: performance.now() + remainingMs };
}

/** Whether there is time to begin anything more. */
export const hasTime = ({ deadline, signal }: Work): boolean => performance.now() < deadline && !signal.aborted;

/**
 * A request that must be carried out once however often it arrives. `id` names the caller's key without holding it;
 * `fingerprint` tells whether a later request under that key is the same one.
 */
export interface Once {
  readonly id: string;
  readonly fingerprint: string;
}

/** What such a request is answered, kept with its change so that a retry is answered the same. */
export interface OnceWithReply extends Once {
  readonly reply: { readonly status: number; readonly body: unknown };
}

/**
 * Reads, decides and commits, again while what was read changes under it.
 *
 * @param attempt - answers nothing where what it had read was changed by others before it could commit
 * @throws BusyError when the deadline comes first
 */
export async function settle<T>(work: Work, attempt: () => Promise<T | undefined>): Promise<T> {
  while (hasTime(work)) {
    const settled = await attempt();
    if (settled !== undefined) return settled;
  }
  throw new BusyError('what was read changed with every attempt');
}
