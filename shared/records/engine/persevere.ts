import { throttled } from '#platform/dynamodb-client.ts';
import { BusyError } from '#platform/errors.ts';
import { pause, type Work } from '#platform/work.ts';

const conflicts = new Set(['TransactionConflict', 'TransactionConflictException']);
const isConflictByName = (name: string): boolean => conflicts.has(name);

/** Of a call that was sent before, and is still under way. */
const underWay = 'TransactionInProgressException';

const isPassingByName = (name: string): boolean => throttled.has(name) || isConflictByName(name) || name === underWay;

interface CancellationReason {
  readonly Code?: string;
}

/** Whether this is why a call was refused, or a transaction cancelled. */
function isBecause(error: unknown, isReason: (name: string) => boolean): boolean {
  if (!(error instanceof Error)) return false;
  if (isReason(error.name)) return true;
  const reasons = (error as { CancellationReasons?: readonly CancellationReason[] }).CancellationReasons;
  return error.name === 'TransactionCanceledException' && (reasons?.some(({ Code }) => isReason(Code ?? '')) ?? false);
}

/** Whether the service refused since others are at the same records. */
export const isConflict = (error: unknown): boolean => isBecause(error, isConflictByName);

/**
 * Carries out a call, again where the service refused only because others were at work: a moment later it may succeed.
 *
 * @param isLeft - what is thrown as it is, for whoever calls to see to
 * @throws BusyError when the deadline, or the end of the work, comes first
 */
export async function persevere<T>(
  work: Work,
  random: () => number,
  call: () => Promise<T>,
  isLeft: (error: unknown) => boolean = () => false,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (isLeft(error) || !isBecause(error, isPassingByName)) throw error;
      // Stopped while waiting its turn, nothing is under way: the call is known not to have been made.
      if (!(await pause(work, random, attempt))) throw new BusyError('others kept this record busy', { cause: error });
    }
  }
}
