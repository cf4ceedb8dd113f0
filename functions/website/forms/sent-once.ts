import type { Typed } from './typed.ts';

/** Nobody fills it in: by it, a form that is sent twice is one. */
export const keyField = 'key';

const keyLike = /^[\w-]{16,64}$/;

/** By which a form that is sent twice is one; none where somebody has sent another. */
export const keyIn = ({ [keyField]: key = '' }: Typed): string | undefined => (keyLike.test(key) ? key : undefined);

/** What may be tried again with the very form that was sent: nothing of it is lost. */
export const passing: readonly string[] = ['too-many-requests', 'unexpected', 'no-answer', 'busy', 'took-too-long'];
