import type { Context } from 'hono';
import { ProblemError } from '#http/problem-error.ts';
import type { Typed } from './form.ts';

/** What a form was sent with, as text; of a field that came several times, the last. */
export async function typedIn(c: Context): Promise<Typed> {
  const body = await c.req.parseBody().catch(() => {
    throw new ProblemError('not-a-form');
  });
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
