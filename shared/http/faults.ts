import type { Fault } from '#domain/fault.ts';
import { ProblemError } from './problem-error.ts';

/** @throws ProblemError `not-valid`, pointing at each field of the body that a fault is in */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  const errors = faults.map(({ field, detail }) => ({ in: 'body' as const, pointer: `/${field}`, detail }));
  throw new ProblemError('not-valid', { errors });
}
