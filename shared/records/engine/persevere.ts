import { BusyError } from '#platform/errors.ts';
import { pause, type Work } from '#platform/work.ts';

const passing = new Set([
  'ProvisionedThroughputExceededException',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingException',
  'ThrottlingError',
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

interface CancellationReason {
  readonly Code?: string;
}

/** Whether the service refused only because others were at work, so that the same call may succeed a moment later. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (passing.has(error.name)) return true;
  const reasons = (error as { CancellationReasons?: readonly CancellationReason[] }).CancellationReasons;
  return (
    error.name === 'TransactionCanceledException' && (reasons?.some(({ Code }) => passing.has(Code ?? '')) ?? false)
  );
}

/**
 * Carries out a call, again where it lost to others.
 *
 * @throws BusyError when the deadline, or the end of the work, comes first
 */
export async function persevere<T>(work: Work, random: () => number, call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error)) throw error;
      // Stopped while waiting its turn, nothing is under way: the call is known not to have been made.
      if (!(await pause(work, random, attempt))) throw new BusyError('others kept this record busy', { cause: error });
    }
  }
}
