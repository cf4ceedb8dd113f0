import type { LambdaContext } from 'hono/aws-lambda';
import { tryGetContext } from 'hono/context-storage';

/** Longer than the functions that pages call may take, and shorter than a page's own time. */
export const longestAnswerMs = 21_000;

/**
 * Of a page's time, it asks nobody any more then. A start and the way back through the gateway are no part of that time, and are of what
 * the gateway waits for a page.
 */
export const pageKeepsBackMs = 3000;

interface Env {
  readonly Bindings: { readonly lambdaContext?: LambdaContext };
}

/**
 * How long what a page asks may take, in milliseconds: a page that has waited before has what is left of its time. It says itself then that
 * it got no answer, with all that was typed, of which the gateway has nothing.
 */
export function timeToAsk(mostMs = longestAnswerMs): number {
  const { lambdaContext } = tryGetContext<Env>()?.env ?? {};
  if (lambdaContext === undefined) return mostMs;
  return Math.max(0, Math.min(mostMs, lambdaContext.getRemainingTimeInMillis() - pageKeepsBackMs));
}

/** Ends a question when that time is over. */
export const untilAnswered = (mostMs?: number): AbortSignal => AbortSignal.timeout(timeToAsk(mostMs));
