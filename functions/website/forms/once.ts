import { ProblemError } from '#http/problem-error.ts';
import { type ProblemCode, passingProblems } from '#http/problems.ts';
import { problemWords } from '../words.ts';
import type { Faults, Typed } from './form.ts';

/** Nobody fills it in: by it, a form that is sent twice is one. */
export const keyField = 'key';

const keyLike = /^[\w-]{16,64}$/;

/** None where somebody has sent another. */
export const keyIn = ({ [keyField]: key = '' }: Typed): string | undefined => (keyLike.test(key) ? key : undefined);

/** To be sent with what the form asks for. */
export function onceBy(typed: Typed): { readonly idempotencyKey?: string } {
  const idempotencyKey = keyIn(typed);
  return idempotencyKey === undefined ? {} : { idempotencyKey };
}

/** What may be tried again with the very form that was sent: nothing of it is lost. */
export const isPassing = (code: ProblemCode): boolean => passingProblems.includes(code);

/** What a page shows beside a form; nothing where it cannot be read at the moment, so that what was typed is not lost with it. */
export const readableNow = <T>(reading: Promise<T>): Promise<T | undefined> =>
  reading.catch((error: unknown) => {
    if (error instanceof ProblemError && isPassing(error.code)) return undefined;
    throw error;
  });

/** Of the form as a whole: what happened, and what to do next. */
export function passingFault(code: ProblemCode): Faults {
  const { heading, next } = problemWords[code];
  return { '': `${heading}. ${next}` };
}
