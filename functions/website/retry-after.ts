import type { MiddlewareHandler } from 'hono';
import { tryGetContext } from 'hono/context-storage';
import type { ProblemError } from '#http/problem-error.ts';

/** What may well be answered a moment later. */
const passes: readonly number[] = [429, 502, 503, 504];

/** The page that is being made says when to come back, where the API said so of what was asked. */
export function sayWhen({ facts: { retryAfterSeconds } }: ProblemError): void {
  if (retryAfterSeconds !== undefined) tryGetContext()?.header('Retry-After', String(retryAfterSeconds));
}

/** Has each page say it where there is a moment later to come back in: a page may have come to answer otherwise than it was about to. */
export const retryAfter: MiddlewareHandler = async (c, next) => {
  await next();
  if (!passes.includes(c.res.status)) c.header('Retry-After', undefined);
  else if (!c.res.headers.has('Retry-After')) c.header('Retry-After', '5');
};
