import type { Fault } from '#domain/funding/fault.ts';
import { ProblemError } from '#http/problem-error.ts';

/** Points at each field that a fault is in. @param within - the part of the body that they are in, like `/rules` */
export const notValid = (faults: readonly Fault[], within = ''): ProblemError =>
  new ProblemError('not-valid', {
    errors: faults.map(({ field, detail }) => ({ in: 'body', pointer: `${within}/${field}`, detail })),
  });

/** @throws ProblemError `not-valid`, where there is a fault */
export function refuseFaults(faults: readonly Fault[], within?: string): void {
  if (faults.length > 0) throw notValid(faults, within);
}
