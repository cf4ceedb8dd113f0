import { throttled } from '#platform/dynamodb-client.ts';
import { BusyError } from '#platform/errors.ts';
import { pause, type Work } from '#platform/work.ts';

const conflicts: ReadonlySet<string> = new Set(['TransactionConflict', 'TransactionConflictException']);

/** What the service refuses only because others are at work, or the same call is under way. */
const passing: ReadonlySet<string> = new Set([...throttled, ...conflicts, 'TransactionInProgressException']);

interface CancellationReason {
  readonly Code?: string;
}

/** Whether one of these is why a call was refused, or a transaction cancelled. */
function isBecauseOf(reasonNames: ReadonlySet<string>, error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (reasonNames.has(error.name)) return true;
  const reasons = (error as { CancellationReasons?: readonly CancellationReason[] }).CancellationReasons;
  return (
    error.name === 'TransactionCanceledException' && (reasons?.some(({ Code }) => reasonNames.has(Code ?? '')) ?? false)
  );
}

/** Whether the service refused since others are at the same records. */
export const isConflict = (error: unknown): boolean => isBecauseOf(conflicts, error);

/**
 * Carries out a call, again where the service refused only because others were at work: a moment later it may succeed.
 *
 * @param isLeft - what is thrown as it is, for whoever calls to see to
 * @throws BusyError when the deadline, or the end of the work, comes first; where it comes while the call is under way, as AWS's clients do:
 * it may have been carried out
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
      if (isLeft(error) || !isBecauseOf(passing, error)) throw error;
      // Stopped while waiting its turn, nothing is under way: the call is known not to have been made.
      if (!(await pause(work, random, attempt))) throw new BusyError('others kept this record busy', { cause: error });
    }
  }
}
