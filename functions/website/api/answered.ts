import type { Refused } from '#http/client.ts';
import { ProblemError } from '#http/problem-error.ts';

/** What the API refused: the page that says so takes the place of the one that was asked for. */
export const refusedAs = ({ code, problem: { detail } }: Refused): ProblemError =>
  new ProblemError(code, detail === undefined ? {} : { detail });

/** @throws ProblemError where it was refused */
export async function answered<Reply extends { readonly ok: true }>(asked: Promise<Reply | Refused>): Promise<Reply> {
  const reply = await asked;
  if (!reply.ok) throw refusedAs(reply);
  return reply;
}
