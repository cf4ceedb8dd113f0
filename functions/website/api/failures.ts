import { ProblemError } from '#http/problem-error.ts';
import { isLate } from '#platform/errors.ts';

/** AWS's own words, where Lambda takes no more at once. */
const busy: readonly string[] = [
  'TooManyRequestsException',
  'ThrottlingException',
  'ServiceException',
  'EC2ThrottledException',
];

/** What the gateway would have answered in place of a function that gave no answer: whether it did what it was asked is not known. */
export function failureAs(cause: unknown): ProblemError {
  const name = cause instanceof Error ? cause.name : '';
  if (busy.includes(name)) return new ProblemError('busy', { cause });
  return new ProblemError(isLate(cause) ? 'took-too-long' : 'no-answer', { cause });
}
