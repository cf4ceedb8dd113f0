import { sha256 } from '#platform/ids.ts';
import type { Once } from '#platform/work.ts';
import { type Caller, callerScope } from './callers.ts';
import { ProblemError } from './problem-error.ts';
import type { Route } from './route.ts';

/** Visible ASCII, as the `Idempotency-Key` header's draft standard has it; a UUID is what most callers send. */
const idempotencyKey = /^[\x21-\x7e]{1,255}$/;

/**
 * What makes a write repeatable, from the caller's `Idempotency-Key`; none where none was sent.
 *
 * @throws ProblemError `not-valid`
 */
export function onceOf(
  route: Route,
  caller: Caller,
  input: { readonly body?: unknown },
  header: string | undefined,
): Once | undefined {
  if (header === undefined) return undefined;
  if (!idempotencyKey.test(header)) {
    throw new ProblemError('not-valid', {
      errors: [
        { in: 'header', pointer: '/Idempotency-Key', detail: 'Give 1 to 255 visible characters without spaces' },
      ],
    });
  }
  return {
    id: sha256([route.operationId, callerScope(caller), header].join('\n')),
    fingerprint: sha256(JSON.stringify(route.forgetsBody ? { ...input, body: undefined } : input)),
  };
}
