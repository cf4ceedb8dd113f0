import { setTimeout as sleep } from 'node:timers/promises';
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
/** A function that is stopped says nothing: so long before, one that answers somebody says that what it is at takes too long. */
export const endedEarlyMs = 500;
/** Of a function that answers somebody, from its deadline until it is ended: for what is to be tidied up. */
export const tidyingMs = reserveMs - endedEarlyMs;

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

const firstWaitMs = 10;
/** Where hundreds are at one record, each must wait about as long as all of them take: sooner only has more of them refused. */
const longestWaitMs = 2000;
/** Kept for one more attempt before the deadline. */
const lastAttemptMs = 200;
/** Of a function's time: by then, no attempt begins any more. */
export const keptBackMs = reserveMs + lastAttemptMs;

/**
 * How long to wait before another attempt, in milliseconds: at random up to a limit that doubles with each (full jitter), so that callers
 * that collided do not collide again in step.
 *
 * @param attempt - how many were made before, 0 after the first
 */
export const waitBefore = (attempt: number, random: () => number, mostMs = longestWaitMs): number =>
  random() * Math.min(longestWaitMs, firstWaitMs * 2 ** attempt, mostMs);

/**
 * Waits before another attempt.
 *
 * @param attempt - as {@link waitBefore}
 * @returns whether there is time for another
 */
export async function pause({ deadline, signal }: Work, random: () => number, attempt: number): Promise<boolean> {
  const left = deadline - performance.now() - lastAttemptMs;
  if (signal.aborted || left <= 0) return false;
  return sleep(waitBefore(attempt, random, left), true, { signal }).catch(() => false);
}

/**
 * Reads, decides and commits, again while what was read changes under it.
 *
 * @param attempt - answers nothing where what it had read was changed by others before it could commit
 * @param random - from 0 to 1; spreads the attempts
 * @throws BusyError when the deadline comes first
 */
export async function settle<T>(work: Work, attempt: () => Promise<T | undefined>, random = Math.random): Promise<T> {
  for (let attempts = 0; hasTime(work); attempts += 1) {
    const settled = await attempt();
    if (settled !== undefined) return settled;
    if (!(await pause(work, random, attempts))) break;
  }
  throw new BusyError('what was read changed with every attempt');
}

/** What becomes of a change that meets others at the same records: what it rests on is read again, and it is decided anew. */
export type Conflict = 'reread';

/** What a change is committed with. */
export interface Carrying {
  readonly work: Work;
  readonly once: OnceWithReply | undefined;
  readonly conflict?: Conflict;
}

/** What one attempt at a change came to. */
export interface Attempted<Reply> {
  readonly reply: Reply;
  /** Makes it so; none where it holds already. */
  readonly change?: (carrying: Carrying) => Promise<'changed' | 'facts-changed'>;
  /** Called once it is made: to count it. */
  readonly made?: () => void;
}

/**
 * Carries one change through, as every use case does: reads and decides, then commits the decision with the reply that a retry of
 * the request is given; and all of it anew while what the decision rests on changes under it.
 *
 * @param attempt - answers nothing where what it read does not agree with itself
 * @throws BusyError when the deadline comes first; what `attempt` throws, where the change is refused
 */
export function carryThrough<const Reply extends { readonly status: number; readonly body: unknown }>(
  { work, once }: { readonly work: Work; readonly once: Once | undefined },
  attempt: () => Promise<Attempted<Reply> | undefined>,
): Promise<Reply> {
  return settle(work, async () => {
    const attempted = await attempt();
    if (attempted?.change === undefined) return attempted?.reply;
    const { reply, change, made } = attempted;
    const outcome = await change({ work, once: once && { ...once, reply }, conflict: 'reread' });
    if (outcome === 'facts-changed') return undefined;
    made?.();
    return reply;
  });
}
