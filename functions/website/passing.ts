import type { ProblemCode } from '#http/problems.ts';

const passing: readonly ProblemCode[] = ['too-many-requests', 'unexpected', 'no-answer', 'busy', 'took-too-long'];

/** What may be tried again with the very form that was sent: nothing of it is lost. */
export const isPassing = (code: ProblemCode): boolean => passing.includes(code);
