import type { Refused } from '#http/client.ts';
import { ProblemError } from '#http/problem-error.ts';

/** What the API refused: the page that says so takes the place of the one that was asked for. */
export function refusedAs({ code, problem: { detail }, headers }: Refused): ProblemError {
  const retryAfterSeconds = Number(headers.get('Retry-After'));
  return new ProblemError(code, {
    ...(detail !== undefined && { detail }),
    ...(retryAfterSeconds > 0 && { retryAfterSeconds }),
  });
}

/** @throws ProblemError where it was refused */
export async function answered<Reply extends { readonly ok: true }>(asked: Promise<Reply | Refused>): Promise<Reply> {
  const reply = await asked;
  if (!reply.ok) throw refusedAs(reply);
  return reply;
}
